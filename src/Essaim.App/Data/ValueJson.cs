using System.Text.Json;
using System.Text.Json.Serialization;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data;

/// <summary>
/// How contents of documents are kept as JSON: amounts in cents, rates as fractions, dates in ISO. The same everywhere,
/// since issued documents are hashed as they are written.
/// </summary>
public static class ValueJson
{
    public static readonly JsonSerializerOptions Options = Make();

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            IgnoreReadOnlyProperties = true,
        };
        options.Converters.Add(new JsonStringEnumConverter());
        options.Converters.Add(new Long<Money>(m => m.Cents, c => new Money(c)));
        options.Converters.Add(new Long<ActivityId>(a => a.Value, v => new ActivityId((int)v)));
        options.Converters.Add(new Long<EntryId>(e => e.Value, v => new EntryId(v)));
        options.Converters.Add(new Long<Month>(m => m.Number, v => Month.FromNumber((int)v)));
        options.Converters.Add(new Number<Rate>(r => r.Fraction, v => new Rate(v)));
        options.Converters.Add(new Number<Quantity>(q => q.Value, v => new Quantity(v)));
        options.Converters.Add(new Number<UnitPrice>(p => p.Euros, v => new UnitPrice(v)));
        options.Converters.Add(new Text<AccountNumber>(a => a.Digits, t => new AccountNumber(t)));
        options.Converters.Add(new Text<ThirdParty>(t => t.Code, t => new ThirdParty(t)));
        return options;
    }

    private sealed class Long<T>(Func<T, long> write, Func<long, T> read) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            read(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(write(value));
    }

    private sealed class Number<T>(Func<T, decimal> write, Func<decimal, T> read) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            read(reader.GetDecimal());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(write(value));
    }

    private sealed class Text<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            read(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(write(value));
    }
}
