namespace Essaim.App.Identity;

/// <summary>
/// The first password of somebody new, made with the form that asks for it and sent along sealed: whoever presses the
/// button twice reads the same password in both answers, and it is stored nowhere as it is told.
/// </summary>
public sealed class FirstPasswords(Seals seals)
{
    /// <summary>The hidden field of the form.</summary>
    public const string Field = "FirstPassword";

    private const string Purpose = "first-password";
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    public string Seal() => seals.Close(Purpose, Passwords.Make(), Life);

    /// <summary>Another one when the form is too old, or did not come from here.</summary>
    public string Open(string? text) => seals.Open(Purpose, text) ?? Passwords.Make();
}
