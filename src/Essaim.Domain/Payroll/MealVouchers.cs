using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// Meal vouchers of a month (titres-restaurant): how many, their face value and the employer's part, from 50 to 60 %.
/// Exempt up to the limit of the year for each voucher; what exceeds it is pay. One voucher for a meal within the
/// working day (Code du travail R. 3262-7): a contract without hours needs the co-op's own rule.
/// </summary>
public sealed record MealVouchers(int Count, Money FaceValue, Rate EmployerPart)
{
    public Money Total => new(FaceValue.Cents * Count);

    /// <summary>The employer's part of one voucher, to the cent.</summary>
    internal Money EmployerEach => Money.Round(EmployerPart.Of(FaceValue));

    internal Money EmployerTotal => new(EmployerEach.Cents * Count);

    internal void Check(PayElementLaw law, Month month)
    {
        if (Count < 0 || Count > month.LastDay.Day || FaceValue.IsNegative)
            throw new BrokenRuleException(
                $"Le nombre de titres-restaurant va de 0 à {month.LastDay.Day} : un par repas d’un jour travaillé.");
        if (EmployerPart.CompareTo(law.VoucherLeast) < 0 || EmployerPart.CompareTo(law.VoucherMost) > 0)
            throw new BrokenRuleException(
                $"L’employeur paie de {law.VoucherLeast} à {law.VoucherMost} d’un titre-restaurant ; sinon toute sa "
                + "part devient du salaire. Corrigez la part.");
    }

    internal PayElement? Excess(PayElementLaw law) =>
        EmployerEach > law.VoucherLimit
            ? PayElement.Of(PayElementKind.VoucherExcess, Count, (EmployerEach - law.VoucherLimit).ToDecimal())
            : null;

    internal PayElement OwnShare() =>
        PayElement.Of(PayElementKind.VoucherShare, -Count, (FaceValue - EmployerEach).ToDecimal());
}

/// <summary>
/// A pass for public transport or shared bicycles (abonnement de transport): the employer reimburses half of it, more
/// if the co-op decided so, up to what is exempt. Under half of full time the part is in proportion of the hours over
/// half of full time (Code du travail R. 3261-9).
/// </summary>
public sealed record TransportPass(Money Price, Rate EmployerPart)
{
    internal PayElement Refund(PayElementLaw law, PayTerms terms, decimal legalHours)
    {
        if (Price.IsNegative || EmployerPart.CompareTo(law.TransportLeast) < 0
            || EmployerPart.CompareTo(law.TransportMost) > 0)
            throw new BrokenRuleException(
                $"L’employeur rembourse de {law.TransportLeast} à {law.TransportMost} d’un abonnement de transport. "
                + "Corrigez la part ; au-delà, c’est du salaire : ajoutez une prime.");
        var half = legalHours / 2;
        return terms.HoursPerMonth is { } hours && hours < half
            ? PayElement.Of(PayElementKind.Transport, EmployerPart.Of(Price), hours, half)
            : PayElement.Of(PayElementKind.Transport, Price.ToDecimal(), EmployerPart.Fraction);
    }
}
