using System.Text;

namespace Muster.Cli.Templates;

/// <summary>Where a queue file that came of a template is written to.</summary>
/// <param name="Path">The file; <c>-</c>: standard output.</param>
/// <param name="Force">Whether it may be there already.</param>
internal sealed record QueueFileTarget(string Path, bool Force)
{
    private const string StandardOutput = "-";

    /// <summary>Whether it is a file.</summary>
    public bool IsFile => Path != StandardOutput;

    /// <summary>Makes sure that it can be written.</summary>
    /// <exception cref="UsageException">It is there already, or it cannot be a file.</exception>
    public void Check()
    {
        if (!IsFile)
            return;
        if (Path.Length == 0)
            throw new UsageException("--output was given an empty name. Name a file, or leave the option out.");
        if (Directory.Exists(Path))
            throw new UsageException($"--output is {Path}, which is a directory. Name a file, such as {System.IO.Path.Join(Path, "queue.json")}.");
        if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) is { } folder && !Directory.Exists(folder))
            throw new UsageException($"--output is {Path}, but there is no directory {folder}. Make it, or name a file elsewhere.");
        if (!Force && File.Exists(Path))
            throw IsThere();
    }

    /// <summary>Writes it whole, or not at all.</summary>
    public void Write(CommandContext context, string text)
    {
        if (!IsFile)
        {
            context.Out.Write(text);
            return;
        }

        Check();
        var unfinished = $"{Path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllText(unfinished, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(unfinished, Path, Force);
        }
        catch (IOException) when (!Force && File.Exists(Path))
        {
            throw IsThere();
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private UsageException IsThere() => new($"{Path} is there already, and is left as it is. Name another file, or give --force to replace it.");
}
