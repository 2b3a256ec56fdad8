namespace Muster.Infra.Settings;

/// <summary>The folder of the functions' binary.</summary>
internal static class FunctionsFolder
{
    /// <summary>What the binary is called there: the custom runtime starts it by this name.</summary>
    public const string Binary = "bootstrap";

    /// <summary>The folder, if the binary is in it.</summary>
    /// <exception cref="SettingsException">It is not.</exception>
    public static string Checked(string folder) => File.Exists(Path.Join(folder, Binary))
        ? Path.GetFullPath(folder)
        : throw new SettingsException($"muster.functions names the folder {folder}, which has no file {Binary}. Publish the functions into it: dotnet publish functions -c Release -o {folder}");
}
