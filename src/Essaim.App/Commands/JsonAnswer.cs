using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>
/// JSON as the command line answers: amounts are numbers with two decimals, rates percent, dates ISO.
/// </summary>
public static class JsonAnswer
{
    private static readonly JsonSerializerOptions Options = Make();

    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), Options);

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new Number<Money>(m => m.Cents * 0.01m));
        options.Converters.Add(new Number<Rate>(r => r.ToPercent() / 1.0000000000m));
        options.Converters.Add(new Text<AccountNumber>(a => a.Digits));
        options.Converters.Add(new Text<Month>(m => m.ToIso()));
        return options;
    }

    private sealed class Number<T>(Func<T, decimal> number) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(number(value));
    }

    private sealed class Text<T>(Func<T, string> text) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(text(value));
    }
}
