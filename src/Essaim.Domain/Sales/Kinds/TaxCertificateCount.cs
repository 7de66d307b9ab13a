using Essaim.Domain.Values;

namespace Essaim.Domain.Sales.Kinds;

/// <summary>How money for a home service came, as far as the tax credit asks (mode de paiement).</summary>
public enum CertifiedChannel
{
    /// <summary>Transfer, direct debit, card or cheque.</summary>
    Ordinary,

    /// <summary>Chèque emploi-service universel: what somebody else funded gives no credit.</summary>
    Cesu,

    /// <summary>Urssaf paid the customer's half at once (avance immédiate).</summary>
    Advance,

    /// <summary>Cash: it gives no credit at all (D. 7233-3).</summary>
    Cash,
}

/// <summary>Money received for one invoice.</summary>
public sealed record CertifiedPayment(DateOnly Day, Money Amount, CertifiedChannel Channel)
{
    /// <summary>From the word that receipts are kept under.</summary>
    public static CertifiedChannel ChannelOf(string method) => method switch
    {
        "espèces" => CertifiedChannel.Cash,
        "CESU" => CertifiedChannel.Cesu,
        "avance Urssaf" => CertifiedChannel.Advance,
        _ => CertifiedChannel.Ordinary,
    };
}

/// <summary>What an invoice asks and how much of it is services, from a day on: a credit note is negative.</summary>
public sealed record CertifiedPart(DateOnly Day, Money Total, Money Services);

/// <summary>What one invoice brings to the certificate of a year, by channel.</summary>
public sealed record CertifiedYear(Money Ordinary, Money Cesu, Money Advance, Money Cash)
{
    /// <summary>What the customer paid and may declare: cash and the advance of Urssaf are apart.</summary>
    public Money Declared => Ordinary + Cesu;

    public bool IsNothing => Ordinary.IsZero && Cesu.IsZero && Advance.IsZero && Cash.IsZero;

    public static CertifiedYear operator +(CertifiedYear a, CertifiedYear b) =>
        new(a.Ordinary + b.Ordinary, a.Cesu + b.Cesu, a.Advance + b.Advance, a.Cash + b.Cash);

    public static CertifiedYear operator -(CertifiedYear a, CertifiedYear b) =>
        new(a.Ordinary - b.Ordinary, a.Cesu - b.Cesu, a.Advance - b.Advance, a.Cash - b.Cash);

    public static readonly CertifiedYear Nothing = new(Money.Zero, Money.Zero, Money.Zero, Money.Zero);
}

/// <summary>
/// What was paid in a year of the services of one invoice (attestation fiscale annuelle, D. 7233-4): by day of payment,
/// in proportion where an invoice has other lines too or is paid in part. What a year says is what is paid by its end
/// less what was paid by the end of the year before, so that years add up to the cent.
/// </summary>
public static class TaxCertificateCount
{
    public static CertifiedYear Of(
        int year, IReadOnlyCollection<CertifiedPart> parts, IReadOnlyCollection<CertifiedPayment> payments) =>
        By(new DateOnly(year, 12, 31), parts, payments) - By(new DateOnly(year - 1, 12, 31), parts, payments);

    /// <summary>All that is paid of the services by the end of a day.</summary>
    private static CertifiedYear By(
        DateOnly day, IReadOnlyCollection<CertifiedPart> parts, IReadOnlyCollection<CertifiedPayment> payments)
    {
        var asked = parts.Where(p => p.Day <= day).Sum(p => p.Total);
        var services = parts.Where(p => p.Day <= day).Sum(p => p.Services);
        var byChannel = Enum.GetValues<CertifiedChannel>()
            .Select(c => payments.Where(p => p.Day <= day && p.Channel == c).Sum(p => p.Amount)).ToList();
        var paid = Money.Min(byChannel.Sum(), asked);
        if (!paid.IsPositive || !services.IsPositive)
            return CertifiedYear.Nothing;
        // Our rounding: the services take their part of what is paid, to the cent nearest; channels share it.
        var certified = services.Prorata(paid, asked);
        var shares = certified.Share([.. byChannel.Select(c => Math.Max(0, c.Cents))]);
        return new CertifiedYear(shares[0], shares[1], shares[2], shares[3]);
    }
}
