namespace Essaim.App.Data.Acts;

/// <summary>
/// Who is at work, for the log of acts: the visitor of a page, the owner of a token, who asked for a long work, or
/// whoever has the machine's command line. Flows with the work, so that no verb has to hand it on.
/// </summary>
public sealed record Author(long? UserId, string Name)
{
    private static readonly AsyncLocal<Author?> Here = new();

    /// <summary>The program itself, at what nobody asked for.</summary>
    public static readonly Author Program = new(null, "Essaim");

    public static readonly Author CommandLine = new(null, "Ligne de commande");

    public static Author Current
    {
        get => Here.Value ?? Program;
        set => Here.Value = value;
    }
}
