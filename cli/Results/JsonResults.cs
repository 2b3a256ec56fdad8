using System.Buffers;
using System.Text.Json;
using Muster.Operations;

namespace Muster.Cli.Results;

/// <summary>A JSON list, an object per line, so that it can be read by eyes and by line.</summary>
internal sealed class JsonResults(CommandContext context) : IResultWriter
{
    private readonly JsonLineResults lines = new(context);
    private bool any;

    public bool NeedsMetricNames => false;

    public void Begin(ResultColumns names) => context.OutBytes.Write("["u8);

    public void Write(ResultRow row)
    {
        lines.WriteText(any ? ",\n "u8 : "\n "u8);
        lines.WriteObject(row);
        any = true;
    }

    public void End()
    {
        lines.WriteText(any ? "\n]\n"u8 : "]\n"u8);
        lines.End();
    }
}

/// <summary>A JSON object per line.</summary>
internal sealed class JsonLineResults(CommandContext context) : IResultWriter
{
    private const int FlushBytes = 1 << 15;
    private readonly ArrayBufferWriter<byte> buffer = new(FlushBytes * 2);

    public bool NeedsMetricNames => false;

    public void Begin(ResultColumns names) => context.Out.Flush();

    public void Write(ResultRow row)
    {
        WriteObject(row);
        WriteText("\n"u8);
    }

    public void End()
    {
        context.OutBytes.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }

    public void WriteObject(ResultRow row)
    {
        using var writer = new Utf8JsonWriter(buffer, JsonAnswer.Compact);
        writer.WriteStartObject();
        foreach (var field in row.Fields)
        {
            writer.WritePropertyName(field.Name);
            writer.WriteRawValue(field.Json, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    public void WriteText(ReadOnlySpan<byte> text)
    {
        buffer.Write(text);
        if (buffer.WrittenCount > FlushBytes)
            End();
    }
}
