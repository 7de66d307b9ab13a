using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Essaim.App.Data;

/// <summary>How the values of the domain stand in the columns of rows.</summary>
internal static class RowValues
{
    public static void Convert(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Money>().HaveConversion<MoneyConverter>();
        conventions.Properties<Rate>().HaveConversion<RateConverter>();
        conventions.Properties<decimal>().HaveConversion<DecimalConverter>();
        conventions.Properties<Month>().HaveConversion<MonthConverter>();
        conventions.Properties<ActivityId>().HaveConversion<ActivityIdConverter>();
        conventions.Properties<EntryId>().HaveConversion<EntryIdConverter>();
        conventions.Properties<AccountNumber>().HaveConversion<AccountConverter>();
        conventions.Properties<Siren>().HaveConversion<SirenConverter>();
        conventions.Properties<VatNumber>().HaveConversion<VatNumberConverter>();
        conventions.Properties<Iban>().HaveConversion<IbanConverter>();
        conventions.Properties<SealedValue>().HaveConversion<SealedConverter>();
        conventions.Properties<EmailAddress>().HaveConversion<EmailConverter>();
        conventions.Properties<Enum>().HaveConversion<string>();
    }

    private sealed class MoneyConverter() : ValueConverter<Money, long>(m => m.Cents, c => new Money(c));
    private sealed class RateConverter() : ValueConverter<Rate,
        string>(r => Text(r.Fraction), t => new Rate(Number(t)));
    private sealed class DecimalConverter() : ValueConverter<decimal, string>(d => Text(d), t => Number(t));
    private sealed class MonthConverter() : ValueConverter<Month, int>(m => m.Number, n => Month.FromNumber(n));
    private sealed class ActivityIdConverter() : ValueConverter<ActivityId, int>(a => a.Value, v => new ActivityId(v));
    private sealed class EntryIdConverter() : ValueConverter<EntryId, long>(e => e.Value, v => new EntryId(v));
    private sealed class AccountConverter() : ValueConverter<AccountNumber,
        string>(a => a.Digits, t => new AccountNumber(t));
    private sealed class SirenConverter() : ValueConverter<Siren, string>(s => s.Digits, t => new Siren(t));
    private sealed class VatNumberConverter() : ValueConverter<VatNumber, string>(v => v.Text, t => new VatNumber(t));
    private sealed class IbanConverter() : ValueConverter<Iban, string>(i => i.Text, t => new Iban(t));
    private sealed class SealedConverter() : ValueConverter<SealedValue,
        string>(s => s.Text, t => SealedValue.Read(t));
    private sealed class EmailConverter() : ValueConverter<EmailAddress, string>(e => e.Text, t => new EmailAddress(t));

    private static string Text(decimal value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    private static decimal Number(string text) =>
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
