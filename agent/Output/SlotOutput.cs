using System.Buffers;
using Muster.Outputs;

namespace Muster.Agent.Output;

/// <summary>
/// Where the commands of one slot write, one after the other: two files that are opened once, empty before each command.
/// Afterwards the little that most commands write is copied to the pack, and what is large becomes a file of its own by a rename.
/// Commands do not write to the pack itself: <c>&gt; /dev/stdout</c> and <c>tee /dev/stderr</c> open the file anew and truncate it,
/// and would take the output of other points with them.
/// </summary>
public sealed class SlotOutput : IDisposable
{
    /// <summary>Output longer than this becomes a file of its own: 256 KiB.</summary>
    public const int OwnFileAbove = 256 << 10;

    private readonly OutputPack _pack;
    private readonly string _folder;

    /// <summary>The output of one slot.</summary>
    /// <param name="pack">Where short output is kept; shared by the slots.</param>
    /// <param name="folder">Absolute path of the run's output folder, the one of the pack.</param>
    /// <param name="name">Start of this slot's file names, used by no other: such as the worker's id and the slot's number.</param>
    /// <exception cref="OutputException">A file cannot be made.</exception>
    public SlotOutput(OutputPack pack, string folder, string name)
    {
        _pack = pack;
        _folder = folder;
        Stdout = OutputFiles.New(Path.Join(folder, $"{name}.out"));
        Stderr = OutputFiles.New(Path.Join(folder, $"{name}.err"));
    }

    /// <summary>For the standard output of the command that runs now or next.</summary>
    public OutputFile Stdout { get; private set; }

    /// <summary>For its standard error.</summary>
    public OutputFile Stderr { get; private set; }

    /// <summary>
    /// Keeps what the command that just ended wrote, and makes both files empty for the next. It is durable after
    /// <see cref="OutputPack.Sync"/>; a file of its own is so at once.
    /// </summary>
    /// <param name="ownName">Start of the name of files of its own, such as <c>17-1</c> for the first attempt of point 17.</param>
    /// <param name="letGo">
    /// Called once before the files are emptied or renamed: until then they are what the command wrote, and whoever reads them
    /// meanwhile must be told that they are not any more. Null: nobody reads them.
    /// </param>
    /// <exception cref="OutputException">It could not be kept.</exception>
    public AttemptOutput Keep(string ownName, Action? letGo = null)
    {
        var (stdout, stderr) = (Stdout.Length, Stderr.Length);
        var copies = (Copy(Stdout, stdout), Copy(Stderr, stderr));
        letGo?.Invoke();
        if (stdout == 0 && stderr == 0) return AttemptOutput.Empty;
        return new(
            Empty(Stdout, copies.Item1, stdout > OwnFileAbove ? $"{ownName}.out" : null, next => Stdout = next),
            Empty(Stderr, copies.Item2, stderr > OwnFileAbove ? $"{ownName}.err" : null, next => Stderr = next));
    }

    /// <summary>Closes both files and removes them, if they can be.</summary>
    public void Dispose()
    {
        foreach (var file in (OutputFile[])[Stdout, Stderr])
        {
            file.Dispose();
            TryDelete(file.Path);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Its folder is gone, or is not ours any more: whoever ends must not fail for a file that nobody needs.
        }
    }

    /// <summary>Copies what is short to the pack, and makes what is long durable where it is.</summary>
    private OutputRef? Copy(OutputFile file, long length)
    {
        if (length is > 0 and <= OwnFileAbove)
            return CopyToPack(file, (int)length);
        if (length > 0)
            OutputFiles.Sync(file);
        return null;
    }

    private OutputRef CopyToPack(OutputFile file, int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var read = OutputFiles.Read(file, buffer.AsSpan(0, length));
            return _pack.Append(buffer.AsSpan(0, read));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private OutputRef? Empty(OutputFile file, OutputRef? copy, string? ownName, Action<OutputFile> replace)
    {
        if (ownName is not null)
            return MakeOwn(file, ownName, replace);
        if (copy is not null)
            RandomAccess.SetLength(file.Handle, 0);
        return copy;
    }

    private OutputRef MakeOwn(OutputFile file, string ownName, Action<OutputFile> replace)
    {
        File.Move(file.Path, Path.Join(_folder, ownName), overwrite: true);
        OutputFiles.SyncFolder(_folder);
        var length = file.Length;
        replace(OutputFiles.New(file.Path));
        file.Dispose();
        return new(ownName, 0, length);
    }
}
