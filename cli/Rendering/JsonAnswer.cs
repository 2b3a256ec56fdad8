using Muster.Cli.Stores;
using System.Text.Encodings.Web;
using System.Text.Json;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli;

/// <summary>Writes JSON as the answer.</summary>
internal static class JsonAnswer
{
    private static readonly JsonWriterOptions Pretty = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    
    /// <summary>On one line.</summary>
    public static readonly JsonWriterOptions Compact = Pretty with { Indented = false };

    /// <summary>Writes one JSON value and a line's end.</summary>
    public static void WriteJson(this CommandContext context, Action<Utf8JsonWriter> write)
    {
        using (var writer = context.OpenJson())
            write(writer);
        context.OutBytes.WriteByte((byte)'\n');
    }

    /// <summary>Writes a run's status as it is now.</summary>
    public static async Task WriteStatusJsonAsync(this CommandContext context, StoreContext store, RunId run, CancellationToken cancel)
    {
        var status = await new StatusReader(store.Ports).ReadAsync(run, cancel);
        context.WriteJson(writer => StatusJson.Write(writer, status));
    }

    /// <summary>Writes one JSON value on a line of its own.</summary>
    public static void WriteJsonLine(this CommandContext context, Action<Utf8JsonWriter> write)
    {
        using (var writer = context.OpenJson(indented: false))
            write(writer);
        context.OutBytes.WriteByte((byte)'\n');
    }

    /// <summary>A writer of JSON over the answer; what was written as text goes first.</summary>
    /// <param name="context">The command's world.</param>
    /// <param name="indented">Whether it is for eyes, too.</param>
    public static Utf8JsonWriter OpenJson(this CommandContext context, bool indented = true)
    {
        context.Out.Flush();
        return new(context.OutBytes, indented ? Pretty : Compact);
    }
}
