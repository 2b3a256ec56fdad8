using System.Text.Json;
using Muster.Sweeps;

namespace Muster.Operations;

/// <summary>Writes points as JSON.</summary>
public static class PointJson
{
    /// <summary>Writes one object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="point">The point.</param>
    /// <param name="parameters">Its parameters.</param>
    public static void Write(Utf8JsonWriter writer, PointView point, IReadOnlyList<Parameter> parameters)
    {
        writer.WriteStartObject();
        writer.WriteNumber(ResultNames.Index, point.Index);
        foreach (var field in ResultValue.Endings(point))
        {
            writer.WritePropertyName(field.Name);
            writer.WriteRawValue(field.Json, skipInputValidation: true);
        }

        writer.WriteString("end", point.Entry.Last is { } last ? SnakeCase.Of(last.End.ToString()) : null);
        writer.WriteNumber("round", point.Round);
        writer.WriteString("worker", point.Owner ?? point.Entry.Last?.Worker);
        StatusJson.Write(writer, "not_before", point.Entry.NotBefore);
        WriteParameters(writer, parameters);
        writer.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter writer, IReadOnlyList<Parameter> parameters)
    {
        writer.WriteStartObject("parameters");
        foreach (var parameter in parameters)
        {
            writer.WritePropertyName(parameter.Name);
            writer.WriteRawValue(parameter.Value.Json, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }
}
