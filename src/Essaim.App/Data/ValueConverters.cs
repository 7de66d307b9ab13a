using System.Globalization;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Essaim.App.Data;

/// <summary>Numbers with decimals are kept as text, exact on both engines.</summary>
internal static class StoredDecimal
{
    public static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    public static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}

internal sealed class MoneyConverter() : ValueConverter<Money, long>(m => m.Cents, c => new Money(c));
internal sealed class RateConverter() : ValueConverter<Rate,
    string>(r => StoredDecimal.Text(r.Fraction), t => new Rate(StoredDecimal.Number(t)));
internal sealed class DecimalConverter() : ValueConverter<decimal, string>(
    d => StoredDecimal.Text(d), t => StoredDecimal.Number(t));
internal sealed class MonthConverter() : ValueConverter<Month, int>(m => m.Number, n => Month.FromNumber(n));
internal sealed class ActivityIdConverter() : ValueConverter<ActivityId, int>(a => a.Value, v => new ActivityId(v));
internal sealed class EntryIdConverter() : ValueConverter<EntryId, long>(e => e.Value, v => new EntryId(v));
internal sealed class AccountConverter() : ValueConverter<AccountNumber,
    string>(a => a.Digits, t => new AccountNumber(t));
internal sealed class SirenConverter() : ValueConverter<Siren, string>(s => s.Digits, t => new Siren(t));
internal sealed class VatNumberConverter() : ValueConverter<VatNumber, string>(v => v.Text, t => new VatNumber(t));
internal sealed class IbanConverter() : ValueConverter<Iban, string>(i => i.Text, t => new Iban(t));
internal sealed class SealedConverter() : ValueConverter<SealedValue,
    string>(s => s.Text, t => SealedValue.Read(t));
internal sealed class EmailConverter() : ValueConverter<EmailAddress, string>(e => e.Text, t => new EmailAddress(t));
