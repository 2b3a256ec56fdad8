using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Muster.Runs;

/// <summary>A run's id: <c>r</c> and 15 characters of base 32 (digits and lower-case letters without i, l, o, u), from the client token's SHA-256.</summary>
/// <param name="Value">The text.</param>
[JsonConverter(typeof(JsonText))]
public readonly record struct RunId(string Value) : IComparable<RunId>
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>The id that a client token stands for: the same token is the same run (promise 1).</summary>
    public static RunId FromToken(string clientToken)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(clientToken));
        var text = new char[16];
        text[0] = 'r';
        for (var i = 1; i < text.Length; i++)
            text[i] = Alphabet[hash[i] & 31];
        return new(new string(text));
    }

    /// <inheritdoc />
    public int CompareTo(RunId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc />
    public override string ToString() => Value;

    internal sealed class JsonText : JsonConverter<RunId>
    {
        public override RunId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, RunId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
