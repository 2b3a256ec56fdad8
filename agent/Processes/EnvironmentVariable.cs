namespace Muster.Agent.Processes;

/// <summary>A variable of a command's environment.</summary>
/// <param name="Name">Not empty, without <c>=</c> and NUL.</param>
/// <param name="Value">Any text without NUL; passed on unchanged, as UTF-8.</param>
public readonly record struct EnvironmentVariable(string Name, string Value)
{
    /// <summary>Fails with the reason when the system could not pass this variable on.</summary>
    /// <exception cref="ArgumentException">The name or value is not possible.</exception>
    internal void Check()
    {
        if (Name.Length == 0)
            throw new ArgumentException("an environment variable has an empty name; give it one");
        if (Name.AsSpan().IndexOfAny('=', '\0') >= 0)
            throw new ArgumentException($"environment variable '{Name.Replace("\0", "\\0", StringComparison.Ordinal)}': a name cannot hold '=' or NUL; rename it");
        if (Value.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException($"environment variable {Name}: its value holds a NUL character, which no program could be given; remove it");
    }
}
