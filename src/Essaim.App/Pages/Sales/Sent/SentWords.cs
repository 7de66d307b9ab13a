using Essaim.App.Data.Sales.Sending;
using Essaim.App.Web.Components;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Sales.Sent;

/// <summary>One document of the list of what was sent.</summary>
public sealed record SentLine(long Id, string Number, DateOnly Date, string Customer, Money Total, SendingState State,
    int? Status, string Answer, string? SentAt)
{
    /// <summary>An invoice leaves the day it is issued: what still waits the day after is late.</summary>
    public bool IsLate(DateOnly today) => State == SendingState.Waiting && Date < today;
}

/// <summary>How what was sent is spoken of on the pages.</summary>
public static class SentWords
{
    public const string Waiting = "en-attente";
    public const string Late = "en-retard";
    public const string Gone = "parties";
    public const string Stopped = "en-litige";
    public const string Void = "refusees";

    public static readonly IReadOnlyList<(string Word, string Label)> States =
    [
        ("", "Toutes"), (Waiting, "En attente"), (Late, "En retard"), (Gone, "Parties"),
        (Stopped, "En litige ou suspendues"), (Void, "Refusées ou rejetées"),
    ];

    private static readonly int[] StoppedCodes = [206, 207, 208];
    private static readonly int[] VoidCodes = [210, 213];

    public static (string Label, Tone Tone) StateOf(SendingState state, int? status, bool late) => state switch
    {
        SendingState.Waiting => late ? ("En retard", Tone.Bad) : ("Part bientôt", Tone.Wait),
        SendingState.Refused => ("Refusée par la plateforme", Tone.Bad),
        _ when status is null => ("Remise à la plateforme", Tone.Info),
        _ => (ReceivedInvoiceStatus.Of(status.Value).Name, ToneOf(status.Value)),
    };

    /// <summary>What a status means to whoever sold.</summary>
    public static string Meaning(ReceivedInvoiceStatus status) => status.Code switch
    {
        200 => "Votre plateforme a pris la facture : elle est déposée pour l’État.",
        201 => "Elle est partie vers la plateforme du client.",
        202 => "La plateforme du client l’a reçue.",
        203 => "Le client peut la lire.",
        204 => "Le client a commencé à la traiter.",
        205 => "Le client l’accepte en entier : il la paiera.",
        206 => "Le client n’en accepte qu’une partie : voyez avec lui, puis faites un avoir du reste.",
        207 => "Le client la conteste : le paiement attend. Appelez-le.",
        208 => "Il manque une pièce au client : donnez-la-lui, la facture ne change pas.",
        209 => "Vous avez donné ce qui manquait.",
        210 => "Le client la refuse : elle est nulle. Refaites-la sous un autre numéro.",
        211 => "Le client a donné l’ordre de payer.",
        212 => "L’argent est arrivé, et l’État le sait.",
        213 => "Une plateforme ne l’a pas laissée passer : elle est nulle. Refaites-la sous un autre numéro.",
        _ => status.Tells,
    };

    public static IQueryable<SentInvoice> In(IQueryable<SentInvoice> rows, string state) => state switch
    {
        Waiting or Late => rows.Where(s => s.State == SendingState.Waiting),
        Gone => rows.Where(s => s.State == SendingState.Sent),
        Stopped => rows.Where(s => s.Status != null && StoppedCodes.Contains(s.Status.Value)),
        Void => rows.Where(s => s.State == SendingState.Refused
            || (s.Status != null && VoidCodes.Contains(s.Status.Value))),
        _ => rows,
    };

    private static Tone ToneOf(int status) => status is 210 or 213 or 207 ? Tone.Bad
        : status is 206 or 208 ? Tone.Wait : status is 205 or 211 or 212 ? Tone.Ok : Tone.Info;
}
