namespace Muster.Cli.Templates;

/// <summary>Where a user's own templates are: <c>muster/templates</c> in the user's config directory.</summary>
internal static class TemplateFolder
{
    /// <summary>Its path, whether or not it is there; null: this user has no config directory.</summary>
    /// <param name="environment">The environment's variables; an empty one counts as not set.</param>
    public static string? Of(Func<string, string?> environment) => ConfigDirectory(environment) is { } config ? Path.Join(config, "muster", "templates") : null;

    // https://specifications.freedesktop.org/basedir-spec: a relative XDG_CONFIG_HOME is to be ignored.
    private static string? ConfigDirectory(Func<string, string?> environment) =>
        !OperatingSystem.IsWindows() && environment("XDG_CONFIG_HOME") is { Length: > 0 } config && Path.IsPathRooted(config) ? config
        : !OperatingSystem.IsWindows() ? environment("HOME") is { Length: > 0 } home ? Path.Join(home, ".config") : null
        : Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData) is { Length: > 0 } data ? data
        : null;
}
