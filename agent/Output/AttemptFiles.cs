using Muster.Outputs;

namespace Muster.Agent.Output;

/// <summary>
/// A file for each stream of one attempt, for commands that outlive their engine: whoever adopts one finds its output by the
/// attempt's name alone.
/// </summary>
public sealed class AttemptFiles : IDisposable
{
    private readonly string _folder;
    private readonly string _name;

    /// <summary>Opens the files of an attempt, and makes them when they are not there.</summary>
    /// <param name="folder">Absolute path of the run's output folder.</param>
    /// <param name="name">The attempt's name, such as <c>17-1</c> for the first attempt of point 17; used by no other.</param>
    /// <exception cref="OutputException">A file cannot be opened.</exception>
    public AttemptFiles(string folder, string name)
    {
        _folder = folder;
        _name = name;
        Stdout = OutputFiles.Append(Path.Join(folder, $"{name}.out"));
        Stderr = OutputFiles.Append(Path.Join(folder, $"{name}.err"));
    }

    /// <summary>For standard output.</summary>
    public OutputFile Stdout { get; }

    /// <summary>For standard error.</summary>
    public OutputFile Stderr { get; }

    /// <summary>Makes durable what was written, after the end of the command, and removes a file in which nothing is.</summary>
    /// <exception cref="OutputException">The system could not make it durable.</exception>
    public AttemptOutput Keep()
    {
        var output = new AttemptOutput(Keep(Stdout, $"{_name}.out"), Keep(Stderr, $"{_name}.err"));
        OutputFiles.SyncFolder(_folder);
        return output;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Stdout.Dispose();
        Stderr.Dispose();
    }

    private static OutputRef? Keep(OutputFile file, string name)
    {
        if (file.Length > 0)
        {
            OutputFiles.Sync(file);
            return new(name, 0, file.Length);
        }

        File.Delete(file.Path);
        return null;
    }
}
