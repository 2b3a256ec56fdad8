using System.Text.Json;
using Muster.Units;

namespace Muster.Placement;

/// <summary>The canonical JSON of a placement: an object of the wishes that are there, in a fixed order, under the sweep file's own keys.</summary>
public static class PlacementJson
{
    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter writer, PlacementSpec placement)
    {
        writer.WriteStartObject();
        WriteText(writer, "instance_type", placement.InstanceType);
        WriteText(writer, "region", placement.Region);
        WriteText(writer, "az", placement.AvailabilityZone);
        WriteText(writer, "ami", placement.Ami);
        WriteText(writer, "key_pair", placement.KeyPair);
        WriteText(writer, "iam_role", placement.IamRole);
        if (placement.Spot is { } spot) writer.WriteBoolean("spot", spot);
        if (placement.SpotMaxPrice is { } price) writer.WriteNumber("spot_max_price", CanonicalNumber.Of(price));
        WriteText(writer, "accelerators", placement.Accelerators);
        writer.WriteEndObject();
    }

    /// <summary>Reads the object that the reader stands on, and leaves the reader at its end.</summary>
    /// <exception cref="JsonException">It is none, or has a key that is not known.</exception>
    public static PlacementSpec Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException($"A placement is an object, not {reader.TokenType}.");
        var placement = PlacementSpec.Anywhere;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            reader.Read();
            placement = With(placement, key, ref reader);
        }
        return placement;
    }

    private static PlacementSpec With(PlacementSpec placement, string key, ref Utf8JsonReader reader) => key switch
    {
        "instance_type" => placement with { InstanceType = reader.GetString() },
        "region" => placement with { Region = reader.GetString() },
        "az" => placement with { AvailabilityZone = reader.GetString() },
        "ami" => placement with { Ami = reader.GetString() },
        "key_pair" => placement with { KeyPair = reader.GetString() },
        "iam_role" => placement with { IamRole = reader.GetString() },
        "spot" => placement with { Spot = reader.GetBoolean() },
        "spot_max_price" => placement with { SpotMaxPrice = reader.GetDecimal() },
        "accelerators" => placement with { Accelerators = reader.GetString() },
        _ => throw new JsonException($"A placement has no key '{key}'."),
    };

    private static void WriteText(Utf8JsonWriter writer, string key, string? value)
    {
        if (value is not null) writer.WriteString(key, value);
    }
}
