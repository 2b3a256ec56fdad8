using System.Globalization;

namespace Muster.Agent.Guards;

/// <summary>
/// The file by which running jobs learn that they are about to be ended, and until when they may run. Its path is in their environment from their start on;
/// it is there once there is something to say.
/// </summary>
public static class NoticeFile
{
    /// <summary>The variable with the file's path.</summary>
    public const string Variable = "MUSTER_NOTICE_FILE";

    /// <summary>Writes it, or writes it anew, whole at any moment.</summary>
    /// <param name="path">Absolute path; its folder exists.</param>
    /// <param name="deadline">When the jobs are ended; told in whole seconds, never later than it is.</param>
    /// <param name="reason">Why, for people.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    public static void Write(string path, DateTimeOffset deadline, string reason) => DurableFile.WriteFleeting(path, StrictJson.Write(json =>
    {
        var seconds = deadline.ToUnixTimeSeconds();
        json.WriteString("deadline", DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteNumber("deadline_unix", seconds);
        json.WriteString("reason", reason);
    }));
}
