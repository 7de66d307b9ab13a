namespace Essaim.App.Data.Acts;

/// <summary>
/// One line of the log of acts (journal des actes): who did what to which record. <see cref="Title"/> and
/// <see cref="Changes"/> are null once they were forgotten at somebody's request.
/// </summary>
public sealed record Act(long Id, string At, string By, string Verb, string Kind, string About, string? Title,
    string? Changes);

/// <summary>An act that is about to be kept.</summary>
public sealed record NewAct(string Verb, string Kind, string About, string Title, string Changes = "");

/// <summary>What is done, as it is stored; the French words stand beside.</summary>
public static class ActVerbs
{
    public const string Added = "added";
    public const string Changed = "changed";
    public const string Removed = "removed";
    public const string Asked = "asked";
    public const string Granted = "granted";
    public const string Refused = "refused";

    /// <summary>A personal number was shown in full.</summary>
    public const string Seen = "seen";

    public static string Word(string verb) => verb switch
    {
        Added => "Ajout",
        Changed => "Changement",
        Removed => "Retrait",
        Asked => "Demande d’accord",
        Granted => "Accord",
        Refused => "Refus",
        Seen => "Numéro vu en entier",
        _ => verb,
    };
}

/// <summary>The records of which the log speaks: their kind as stored, their name on screen, their page.</summary>
public static class ActKinds
{
    public const string Coop = "coop";
    public const string Person = "person";
    public const string Activity = "activity";
    public const string Rule = "rule";
    public const string Customer = "customer";
    public const string Supplier = "supplier";
    public const string Quote = "quote";
    public const string Sale = "sale";
    public const string Receipt = "receipt";
    public const string Purchase = "purchase";
    public const string Payment = "payment";
    public const string Claim = "claim";
    public const string InternalSale = "internal-sale";
    public const string Month = "month";
    public const string User = "user";
    public const string Approval = "approval";
    public const string Roles = "roles";

    private static readonly Dictionary<string, (string Name, string? Address)> All = new()
    {
        [Coop] = ("Coopérative", "/reglages"),
        [Person] = ("Personne", "/personnes/{0}"),
        [Activity] = ("Activité", "/activites/{0}"),
        [Rule] = ("Règle", "/regles"),
        [Customer] = ("Client", "/ventes/clients/{0}"),
        [Supplier] = ("Fournisseur", null),
        [Quote] = ("Devis", "/ventes/devis/{0}"),
        [Sale] = ("Facture ou avoir", "/ventes/factures/{0}"),
        [Receipt] = ("Encaissement", null),
        [Purchase] = ("Achat", "/achats/{0}"),
        [Payment] = ("Paiement", null),
        [Claim] = ("Note de frais", "/depenses/{0}"),
        [InternalSale] = ("Vente interne", "/ventes-internes"),
        [Month] = ("Clôture", "/cloture/{0}"),
        [User] = ("Accès", "/utilisateurs"),
        [Approval] = ("Accord", "/accords"),
        [Roles] = ("Rôles", "/roles"),
    };

    public static IEnumerable<(string Kind, string Name)> Names => All.Select(k => (k.Key, k.Value.Name));

    public static string Name(string kind) => All.TryGetValue(kind, out var known) ? known.Name : kind;

    public static string? Address(Act act) =>
        All.TryGetValue(act.Kind, out var known) && known.Address is { } address
            ? string.Format(System.Globalization.CultureInfo.InvariantCulture, address, act.About) : null;
}
