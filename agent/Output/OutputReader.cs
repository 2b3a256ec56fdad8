using Muster.Agent.Keeping;
using Muster.Outputs;

namespace Muster.Agent.Output;

/// <summary>Reads kept output back.</summary>
/// <param name="folder">Absolute path of the run's output folder.</param>
public sealed class OutputReader(string folder)
{
    /// <summary>The bytes of one stream of an attempt; an empty stream when it wrote none.</summary>
    /// <exception cref="OutputException">They are not there any more.</exception>
    public Stream Open(OutputRef? output)
    {
        if (output is null) return Stream.Null;
        var path = Path.Join(folder, output.File);
        if (!File.Exists(path)) return OpenKept(path, output);
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(file);
        if (length >= output.Offset + output.Length) return new FileRange(file, output.Offset, output.Length);
        file.Dispose();
        throw OutputException.Gone(path, $"it has {length} bytes, and {output.Length} from byte {output.Offset} on are wanted");
    }

    /// <summary>A pack that was pruned has only its results.</summary>
    private static FileRange OpenKept(string path, OutputRef output)
    {
        if (!File.Exists(path + KeptPack.Ending)) throw OutputException.Gone(path, "the file is not there");
        var file = File.OpenHandle(path + KeptPack.Ending, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (KeptPack.Find(file, output) is { } offset) return new FileRange(file, offset, output.Length);
        file.Dispose();
        throw OutputException.Gone(path, "it was pruned, and only results were kept of it");
    }
}
