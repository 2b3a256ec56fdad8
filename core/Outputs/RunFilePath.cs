namespace Muster.Outputs;

/// <summary>What the path of a run's file may be: parts separated by <c>/</c>, none of which leads elsewhere.</summary>
public static class RunFilePath
{
    /// <summary>What is wrong with a path, such as <c>has the part ".."</c>; null: nothing.</summary>
    public static string? WrongWith(string path)
    {
        if (path.StartsWith('/'))
            return "is absolute";
        foreach (var part in path.Split('/'))
        {
            if (part.Length == 0)
                return "has an empty part";
            if (part is "." or "..")
                return $"has the part \"{part}\"";
            if (part.Contains('\0', StringComparison.Ordinal))
                return "has a null character";
        }

        return null;
    }

    /// <summary>Throws unless a text can be the path of a run's file.</summary>
    /// <exception cref="ArgumentException">Names the path and what is wrong with it.</exception>
    public static void Require(string path)
    {
        if (WrongWith(path) is { } problem)
            throw new ArgumentException($"The path \"{path}\" {problem}; a run's file has parts separated by \"/\", such as \"output/a.pack\".", nameof(path));
    }
}
