using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>Where a quote (devis) stands.</summary>
public enum QuoteStatus
{
    Draft,
    Sent,
    Accepted,
    Declined,

    /// <summary>A later version was sent in its place (remplacé): it stays readable and takes no answer.</summary>
    Replaced,
}

/// <summary>A quote (devis): numbered when it is sent; once accepted it can be invoiced.</summary>
public sealed class Quote
{
    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required long CustomerId { get; set; }
    public string? Number { get; set; }
    public required DateOnly Date { get; set; }
    public required DateOnly ValidUntil { get; set; }
    public QuoteStatus Status { get; set; }
    public required string Subject { get; set; }
    public required SaleContent Content { get; set; }
    public Money Net { get; set; }
    public Money Total { get; set; }
    public int Version { get; set; }

    /// <summary>How many days the offer holds from the day it is sent (durée de validité).</summary>
    public int ValidDays { get; set; } = UsualDays;

    /// <summary>1, then 2 for what replaces it (version du devis); not the count of savings.</summary>
    public int Edition { get; init; } = 1;

    /// <summary>The version that this one takes the place of once it is sent.</summary>
    public long? ReplacesId { get; init; }

    /// <summary>The job it belongs to; every accepted quote has one.</summary>
    public long? EngagementId { get; set; }

    public const int UsualDays = 30;
    private const int MostDays = 366;

    /// <summary>
    /// Replaces what is offered; a quote already sent is frozen, so that the customer's copy stays true.
    /// </summary>
    public void Revise(SaleContent content)
    {
        if (Status != QuoteStatus.Draft)
            throw new BrokenRuleException(
                "Ce devis est déjà envoyé. Faites-en une nouvelle version, ou dupliquez-le.");
        SaleChapters.Check(content.Lines);
        var totals = content.Totals;
        (Content, Net, Total) = (content, totals.Net, totals.Total);
    }

    /// <summary>How long the offer will hold.</summary>
    public void Hold(int days) => ValidDays = days is >= 1 and <= MostDays ? days
        : throw new BrokenRuleException($"Un devis est valable de 1 à {MostDays} jours. Corrigez la durée.");

    /// <summary>
    /// Gives the quote its number and its day; from then on it is as the customer has it. The second version of
    /// D2026-0004 is D2026-0004-V2: the series has no gap.
    /// </summary>
    public void Send(string number, DateOnly day)
    {
        if (Status != QuoteStatus.Draft)
            throw new BrokenRuleException("Ce devis est déjà envoyé.");
        SaleDocument.CheckLines(Content.Lines, Total);
        InstalmentPlan.Check(Content);
        (Status, Number, Date, ValidUntil) = (QuoteStatus.Sent, number, day, day.AddDays(ValidDays));
    }

    /// <summary>Its last day has passed without an answer (expiré).</summary>
    public bool IsExpired(DateOnly today) => Status == QuoteStatus.Sent && today > ValidUntil;

    /// <summary>
    /// The customer agrees (accepté), with the options they chose. After the last day it takes a word of the seller,
    /// who alone may still hold the offer.
    /// </summary>
    public void Accept(DateOnly day, IReadOnlySet<int> options, string word)
    {
        RefuseUnlessOpen();
        if (IsExpired(day) && string.IsNullOrWhiteSpace(word))
            throw new BrokenRuleException($"Ce devis n’était valable que jusqu’au {FrenchText.Long(ValidUntil)}. "
                + "Dites en quelques mots pourquoi vous le tenez encore, ou faites-en une nouvelle version.");
        var content = Content.Choose(options);
        SaleDocument.CheckLines(content.Lines, content.Totals.Total);
        InstalmentPlan.Check(content);
        (Content, Net, Total) = (content, content.Totals.Net, content.Totals.Total);
        Status = QuoteStatus.Accepted;
    }

    /// <summary>The customer says no (refusé).</summary>
    public void Decline()
    {
        RefuseUnlessOpen();
        Status = QuoteStatus.Declined;
    }

    /// <summary>A later version goes out in its place.</summary>
    public void Replace()
    {
        if (Status == QuoteStatus.Accepted)
            throw new BrokenRuleException(
                $"Le client a accepté le devis {Number} entre-temps. Faites un devis de plus dans la même affaire.");
        if (Status == QuoteStatus.Replaced)
            throw new BrokenRuleException(
                $"Une autre version du devis {Number} est déjà envoyée. Supprimez ce brouillon et partez d’elle.");
        Status = QuoteStatus.Replaced;
    }

    private void RefuseUnlessOpen()
    {
        if (Status == QuoteStatus.Replaced)
            throw new BrokenRuleException(
                $"Le devis {Number} est remplacé par une nouvelle version. Répondez à la dernière.");
        if (Status != QuoteStatus.Sent)
            throw new BrokenRuleException("Seul un devis envoyé, et sans réponse, s’accepte ou se refuse.");
    }
}
