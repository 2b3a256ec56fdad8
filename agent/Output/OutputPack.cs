using Muster.Outputs;

namespace Muster.Agent.Output;

/// <summary>
/// Append-only files that hold the output of many short attempts, so that an attempt makes no file. One for all slots of a
/// worker, so that one fsync makes all of it durable. A file is made with the first byte, and followed by the next when it is full.
/// Safe for use by several threads.
/// </summary>
public sealed class OutputPack : IDisposable
{
    /// <summary>A file is followed by the next once it has this many bytes: 16 MiB.</summary>
    public const long FullAt = 16 << 20;

    /// <summary>What the names of its files end with.</summary>
    public const string Extension = ".pack";

    private readonly Lock _gate = new();
    private readonly Lock _syncing = new();
    private readonly List<OutputFile> _unsynced = [];
    private readonly string _folder;
    private readonly string _name;
    private OutputFile? _current;
    private string _currentName = "";
    private long _length;
    private int _number;
    private bool _grew;
    private List<string> _complete = [];

    /// <summary>Packs in a folder, made when it is not there.</summary>
    /// <param name="folder">Absolute path of the run's output folder.</param>
    /// <param name="name">Start of the files' names, such as the worker's id: no other writer may use it at the same time.</param>
    public OutputPack(string folder, string name)
    {
        OutputFiles.MakeFolder(folder);
        _folder = folder;
        _name = name;
        _number = Directory.EnumerateFiles(folder, $"{name}-*{Extension}").Count();
    }

    /// <summary>Whether nothing was appended that <see cref="Cut"/> did not name yet.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _current is null && _complete.Count == 0;
        }
    }

    /// <summary>Opens a file for writing at given places.</summary>
    internal Func<string, OutputFile> Open { get; init; } = OutputFiles.Place;

    /// <summary>Appends bytes, which are not yet durable.</summary>
    /// <exception cref="OutputException">They could not be written; nothing was kept of them.</exception>
    public OutputRef Append(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            var file = _current is null || _length >= FullAt ? Next() : _current;
            try
            {
                RandomAccess.Write(file.Handle, bytes, _length);
            }
            catch (IOException failure)
            {
                // A part of it may be there; the next bytes are written over it.
                throw OutputException.Of("write output to", file.Path, failure.HResult);
            }

            var written = new OutputRef(_currentName, _length, bytes.Length);
            _length += bytes.Length;
            _grew = true;
            return written;
        }
    }

    /// <summary>Returns once all that was appended before the call is durable. Costs nothing when that was so already.</summary>
    /// <exception cref="OutputException">The system could not make it durable.</exception>
    public void Sync()
    {
        lock (_syncing)
        {
            OutputFile[] full;
            OutputFile? current;
            lock (_gate)
            {
                if (!_grew) return;
                (full, current, _grew) = ([.. _unsynced], _current, false);
                _unsynced.Clear();
            }

            try
            {
                foreach (var file in full)
                    OutputFiles.Sync(file);
                if (current is not null)
                    OutputFiles.Sync(current);
            }
            catch
            {
                lock (_gate)
                {
                    // Not durable: the next call must not believe that it is.
                    _unsynced.AddRange(full);
                    _grew = true;
                }

                throw;
            }

            foreach (var file in full)
                file.Dispose();
        }
    }

    /// <summary>Goes to the next file with the next bytes.</summary>
    /// <returns>Absolute paths of the files that nothing is appended to any more, of those that no earlier call named.</returns>
    public IReadOnlyList<string> Cut()
    {
        lock (_gate)
        {
            if (_current is not null)
            {
                _unsynced.Add(_current);
                _complete.Add(_current.Path);
                _current = null;
            }

            var complete = _complete;
            _complete = [];
            return complete;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var file in _unsynced) file.Dispose();
        _current?.Dispose();
    }

    /// <summary>Goes to the next file that is not there yet: what a killed engine wrote is left as it is.</summary>
    private OutputFile Next()
    {
        string path;
        do
        {
            _currentName = $"{_name}-{++_number:D6}{Extension}";
            path = Path.Join(_folder, _currentName);
        }
        while (File.Exists(path));

        var next = Open(path);
        OutputFiles.SyncFolder(_folder);
        if (_current is not null)
        {
            _unsynced.Add(_current);
            _complete.Add(_current.Path);
        }

        _length = 0;
        return _current = next;
    }
}
