using System.Globalization;
using System.Text;

namespace Muster.Agent.Graphs;

/// <summary>What jobs find in <c>MUSTER_NOTICE_FILE</c> when they are asked to end, since their machine or engine goes away.</summary>
internal static class InterruptionNote
{
    /// <summary>Writes the note; whoever reads it finds all of it or nothing.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="deadline">When what still runs is ended by force (UTC).</param>
    public static void Write(string path, DateTimeOffset deadline)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $$"""{"deadline":"{{deadline:yyyy-MM-ddTHH:mm:ss.fffZ}}","deadline_unix":{{deadline.ToUnixTimeSeconds()}},"reason":"interrupted"}""");
        File.WriteAllText($"{path}.new", text + "\n", new UTF8Encoding(false));
        File.Move($"{path}.new", path, overwrite: true);
    }
}
