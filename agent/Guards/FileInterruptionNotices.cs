using System.Text.Json;
using Muster.Guards;

namespace Muster.Agent.Guards;

/// <summary>
/// Notices from a file that something else writes, such as a watcher of a cloud's metadata: a JSON object with <c>deadline</c> (RFC 3339, with its zone),
/// <c>reason</c> and, if only the risk is told, <c>"kind": "at_risk"</c>. A file that is there and cannot be read is a notice, too: without a deadline.
/// </summary>
/// <param name="path">Absolute path of the file.</param>
public sealed class FileInterruptionNotices(string path) : IInterruptionNotices
{
    private const int MostBytes = 64 * 1024;

    /// <inheritdoc />
    public ValueTask<InterruptionNotice?> PollAsync(CancellationToken cancel) => new(Offloaded.Run(Poll, cancel));

    private InterruptionNotice? Poll()
    {
        try
        {
            var content = File.Exists(path) && new FileInfo(path).Length > MostBytes ? throw new FormatException($"it has more than {MostBytes} bytes") : DurableFile.TryRead(path);
            return content is null ? null : Of(StrictJson.Read(content));
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            return Notice(null, $"a notice that cannot be read ({error.Message.TrimEnd('.')})", InterruptionKind.Ending);
        }
    }

    private InterruptionNotice Of(JsonElement json)
    {
        var kind = TextOrNull(json, "kind") == "at_risk" ? InterruptionKind.AtRisk : InterruptionKind.Ending;
        return Notice(StrictJson.TryTime(TextOrNull(json, "deadline")), TextOrNull(json, "reason") ?? "no reason is given", kind);
    }

    private InterruptionNotice Notice(DateTimeOffset? deadline, string reason, InterruptionKind kind) => new() { Kind = kind, Source = path, Reason = reason, Deadline = deadline };

    private static string? TextOrNull(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
