using Muster.Outputs;

namespace Muster.Agent.Output;

/// <summary>Output files of one attempt alone: for commands that outlive their engine, whose slot's files would be another's by then.</summary>
public sealed class OwnFiles : IDisposable
{
    private readonly string folder;
    private readonly string name;

    /// <summary>Opens the files, or makes them.</summary>
    /// <param name="folder">Absolute path of the run's output folder.</param>
    /// <param name="name">Start of their names, such as <c>1-17-1</c>.</param>
    /// <exception cref="OutputException">They cannot be opened.</exception>
    public OwnFiles(string folder, string name)
    {
        (this.folder, this.name) = (folder, name);
        Stdout = OutputFiles.Append(Path.Join(folder, $"{name}.out"));
        Stderr = OutputFiles.Append(Path.Join(folder, $"{name}.err"));
    }

    /// <summary>For standard output.</summary>
    public OutputFile Stdout { get; }

    /// <summary>For standard error.</summary>
    public OutputFile Stderr { get; }

    /// <summary>Where what was written is; durable when this returns. Empty files are removed.</summary>
    /// <exception cref="OutputException">It could not be made durable.</exception>
    public AttemptOutput Keep()
    {
        var kept = new AttemptOutput(Keep(Stdout, "out"), Keep(Stderr, "err"));
        return kept == AttemptOutput.Empty ? AttemptOutput.Empty : kept;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Stdout.Dispose();
        Stderr.Dispose();
    }

    private OutputRef? Keep(OutputFile file, string ending)
    {
        if (file.Length == 0)
        {
            File.Delete(Path.Join(folder, $"{name}.{ending}"));
            return null;
        }

        OutputFiles.Sync(file);
        return new($"{name}.{ending}", 0, file.Length);
    }
}
