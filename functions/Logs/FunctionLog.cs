using System.Text;
using System.Text.Json;

namespace Muster.Functions.Logs;

/// <summary>
/// What a function tells its log: a line of JSON each, with the run and the request that it belongs to, so that all of a run's lines can be
/// searched for. Nothing is logged that a record does not hold anyway; specs and parameters never are. Safe to use from many threads at once.
/// </summary>
/// <param name="output">Where lines go.</param>
/// <param name="time">The clocks.</param>
/// <param name="handler">The handler.</param>
internal sealed class FunctionLog(TextWriter output, TimeProvider time, string handler)
{
    private readonly Lock gate = new();
    private string? request;
    private string? trace;
    private string? run;

    /// <summary>Lines from now on belong to a request.</summary>
    public void Begin(string requestId, string? traceId) => (request, trace, run) = (requestId, traceId, null);

    /// <summary>Lines from now on belong to a run as well.</summary>
    public void About(string runId) => run = runId;

    /// <summary>Something happened.</summary>
    public void Info(string message, params ReadOnlySpan<(string Name, object? Value)> fields) => Write("INFO", message, fields);

    /// <summary>Something is not as it should be, and was dealt with.</summary>
    public void Warn(string message, params ReadOnlySpan<(string Name, object? Value)> fields) => Write("WARN", message, fields);

    /// <summary>Something could not be done.</summary>
    public void Error(string message, Exception error) => Write("ERROR", message, [("error_type", error.GetType().Name), ("error", error.Message), ("stack", error.StackTrace)]);

    /// <summary>Writes a line of one's own making.</summary>
    public void Line(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            WriteContext(json);
            json.WriteEndObject();
        }

        lock (gate)
        {
            output.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
            output.Flush();
        }
    }

    private void Write(string level, string message, ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var own = fields.ToArray();
        Line(json =>
        {
            json.WriteString("time", time.GetUtcNow());
            json.WriteString("level", level);
            json.WriteString("message", message);
            foreach (var (name, value) in own)
                WriteField(json, name, value);
        });
    }

    private void WriteContext(Utf8JsonWriter json)
    {
        json.WriteString("handler", handler);
        WriteField(json, "run", run);
        WriteField(json, "request_id", request);
        WriteField(json, "trace_id", trace);
    }

    private static void WriteField(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case long or int:
                json.WriteNumber(name, Convert.ToInt64(value));
                break;
            case double number:
                json.WriteNumber(name, number);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            default:
                json.WriteString(name, value.ToString());
                break;
        }
    }
}
