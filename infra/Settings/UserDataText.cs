using System.Text;

namespace Muster.Infra.Settings;

/// <summary>What instances run at their start.</summary>
internal static class UserDataText
{
    /// <summary>Most bytes of an instance's user data. Source: Amazon EC2 user guide, "Run commands when you launch an EC2 instance", 2026-11.</summary>
    public const int MostBytes = 16 * 1024;

    /// <summary>Reads it from a file.</summary>
    /// <exception cref="SettingsException">It cannot be read, or is too long.</exception>
    public static string Read(string file)
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"muster.userData names the file {file}, which cannot be read: {error.Message}");
        }

        var bytes = Encoding.UTF8.GetByteCount(text);
        return bytes <= MostBytes ? text : throw new SettingsException($"muster.userData names the file {file}, which has {bytes} bytes; an instance's user data has at most {MostBytes}.");
    }
}
