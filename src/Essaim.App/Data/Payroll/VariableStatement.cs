using System.Globalization;
using Essaim.App.Data.Acts;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Payroll;

/// <summary>A line of the statement: its figure in the activity account, where it has one.</summary>
public sealed record StatementLine(string Name, Money Amount, string? Figure = null, bool IsSum = false);

/// <summary>
/// What a year left somebody, for the page and the paper (relevé de part variable): the way down from what was
/// invoiced, then the same in plain words.
/// </summary>
public sealed record VariableStatement(VariableProposal Of, VariableDue? Due, FiscalYear Year, VariableYearRow? Meeting,
    bool ForTeam)
{
    public IEnumerable<StatementLine> Lines
    {
        get
        {
            if (Due is not { Figures: var f } due)
                yield break;
            yield return new("Facturé, hors taxes", f.Turnover, "facture");
            if (!f.OtherIncome.IsZero)
                yield return new("Autres produits", f.OtherIncome, "autres");
            yield return new("Frais de l’activité", -f.Costs, "frais");
            if (!f.RiskProvision.IsZero)
                yield return new("dont amortissements et provisions", -f.RiskProvision, "68");
            yield return new("Contribution", -f.Contribution, "contribution");
            yield return new("Salaires et cotisations", -f.PayCost, "salaires");
            if (!f.LeaveProvision.IsZero)
                yield return new("dont congés payés mis de côté", -f.LeaveProvision, Accounts.PaidLeave.Digits);
            yield return new("Résultat de l’exercice", f.Result, IsSum: true);
            if (!f.Carried.IsZero)
                yield return new("Manque des années d’avant", f.Carried);
            if (!due.Left.IsZero)
                yield return new("Laissé par la clause", -due.Left);
            if (!due.Kept.IsZero)
                yield return new("Gardé dans l’activité", -due.Kept);
            if (due.CarriedOn.IsNegative)
                yield return new("Manque reporté", due.CarriedOn);
        }
    }

    public IEnumerable<string> Sentences
    {
        get
        {
            if (Due is not { Figures: var f } due)
                yield break;
            yield return $"En {Year.Year}, l’activité a facturé {f.Turnover}. Elle a coûté {f.Costs} de frais et "
                + $"{f.Contribution} de contribution.";
            yield return $"Elle a déjà porté {f.PayCost} de salaires, cotisations comprises.";
            if (due.CarriedOn.IsNegative)
                yield return $"Il manque {-due.CarriedOn}. Rien n’est repris sur les salaires versés : "
                    + "ce manque compte avec l’exercice suivant.";
            else if (due.Cost.IsZero)
                yield return "Il ne reste rien à verser.";
            else
                yield return $"Il reste {due.Cost} pour le salaire, soit environ {Of.Posted?.Gross ?? Of.Gross} de "
                    + "brut : le reste paie les cotisations. Le bulletin dira le montant exact.";
            if (Of.Posted is { PaidMonth: { } paid, PaidCost: { } cost })
                yield return $"Payé avec le bulletin {paid.AfterDe()}, pour un coût de {cost}"
                    + (cost == due.Cost ? "." : $" ; {due.Cost - cost} restent à l’activité.");
            else if (Meeting is { } meeting && due.Cost.IsPositive)
                yield return $"Le solde sera versé le {FrenchText.Long(PayOrder.PayDay(meeting.PayMonth))}, avec la "
                    + $"paie {meeting.PayMonth.AfterDe()}. L’assemblée est du {FrenchText.Long(meeting.AssemblyOn)} : "
                    + $"le délai est le {FrenchText.Long(meeting.Deadline)}.";
            else if (due.Cost.IsPositive)
                yield return "Le solde est versé au plus tard un mois après l’assemblée qui approuve les comptes.";
        }
    }

    /// <summary>Kept in the log when somebody else than the person takes the paper.</summary>
    public static Task TellTakenAsync(WriteSession w, Person person, int year) => w.TellAsync(new NewAct(
        ActVerbs.Taken, RecordKinds.Person, person.Id.ToString(CultureInfo.InvariantCulture), person.FullName,
        $"Relevé de part variable {year}"));
}
