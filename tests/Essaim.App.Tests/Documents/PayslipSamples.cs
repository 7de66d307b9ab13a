using Essaim.App.Documents;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Documents;

/// <summary>A payslip with the shape of a real one; its figures are only there to be printed.</summary>
public static class PayslipSamples
{
    public static PayslipPage Page() => new(
        new PayslipEmployer("L’Établi, coopérative d’activités et d’emploi", "14 rue des Tanneurs", "69100",
            "Villeurbanne", "303 265 045 00017", "70.22Z", "sans, code du travail"),
        new PayslipEmployee("Jeanne Morel", "22 rue des Capucins", "69001", "Lyon", "Entrepreneure, couturière",
            "Entrepreneure-salariée associée", "CESA, durée indéterminée", new DateOnly(2025, 3, 1)),
        new Month(2026, 7), new DateRange(new DateOnly(2026, 7, 1), new DateOnly(2026, 7, 31)),
        new DateOnly(2026, 7, 31), "151,67 h",
        [
            new PayslipPart("Rémunération",
            [
                new("Part fixe mensuelle", null, null, E(1_867.06m)),
                new("Acompte sur la part variable", null, null, E(132.94m)),
            ]),
            new PayslipPart("Santé",
            [
                Row("Maladie, maternité, invalidité, décès", 2000, null, 13), Row("Mutuelle", 60, 50, 50),
            ]),
            new PayslipPart("Accidents du travail, maladies professionnelles",
                [Row("Accidents du travail", 2000, null, 2.08m)]),
            new PayslipPart("Retraite",
            [
                Row("Sécurité sociale plafonnée", 2000, 6.9m, 8.55m),
                Row("Sécurité sociale déplafonnée", 2000, 0.4m, 2.11m),
                Row("Complémentaire, tranche 1", 2000, 4.01m, 6.01m),
            ]),
            new PayslipPart("Famille", [Row("Allocations familiales", 2000, null, 5.25m)]),
            new PayslipPart("Assurance chômage",
                [Row("Chômage", 2000, null, 4), Row("Garantie des salaires", 2000, null, 0.25m)]),
            new PayslipPart("Autres contributions dues par l’employeur",
            [
                Row("Solidarité autonomie", 2000, null, 0.3m), Row("Formation et apprentissage", 2000, null, 1.68m),
            ]),
            new PayslipPart("CSG et CRDS",
            [
                Row("CSG déductible de l’impôt", 1965, 6.8m, null),
                Row("CSG et CRDS non déductibles", 1965, 2.9m, null),
            ]),
        ],
        E(2000), E(446.81m), E(866.92m), E(669.20m), E(2_197.72m), E(1_583.19m), E(1_553.19m), E(1_640.18m),
        Rate.Percent(2.1m), E(34.44m), E(1_518.75m),
        [
            ("Brut", "14 000,00 €"), ("Net imposable", "11 481,26 €"), ("Impôt prélevé", "241,08 €"),
            ("Congés acquis", "17,5 jours"), ("Congés pris", "6 jours"),
        ], PaperSamples.Made);

    public static byte[] Pdf() => PayslipPdf.Draw(Page());

    private static Money E(decimal euros) => Money.Round(euros);

    private static PayslipRow Row(string label, decimal total, decimal? employee, decimal? employer) => new(
        label, E(total), employee is { } e ? Rate.Percent(e) : null,
        employee is { } f ? Money.Round(total * f / 100) : null,
        employer is { } g ? Rate.Percent(g) : null, employer is { } h ? Money.Round(total * h / 100) : null);
}
