using Microsoft.Win32.SafeHandles;
using Muster.Outputs;

namespace Muster.Agent.Points;

/// <summary>
/// Finds the attempts of a run that run now, and reads what they have written so far, from any process of this machine.
/// <para>
/// Commands write to their slot's two files, which belong to one attempt after the other: when it has ended, what is in them is copied to the
/// pack and they are emptied, or they are renamed. A reader must neither take one attempt's bytes for another's nor miss some. This holds, in this order:
/// </para>
/// <list type="number">
/// <item>The files are empty, and the slot's record in the journal is blank.</item>
/// <item>The record names the attempt; then its command starts, and appends to the files.</item>
/// <item>The command has ended, and all of the files was copied or made durable. The record becomes blank.</item>
/// <item>The files are emptied or renamed; again 1. An attempt is never named twice with a command that wrote.</item>
/// </list>
/// <para>
/// So while the record names the attempt, the files hold what it wrote and nothing else. A reader looks at the record after each read: if it
/// still names the attempt, the bytes are the attempt's, and by their offset they are the same bytes in the kept output later. If it does not, they are
/// thrown away, and the reader goes on at its offset in the kept output, as soon as the attempt's record says where that is.
/// A command that survives its engine has files of its own from the start; there all of this is true in the simplest way.
/// </para>
/// </summary>
/// <param name="folders">Where the run's files are.</param>
public sealed class LiveAttempts(RunFolders folders)
{
    /// <summary>The attempts that run, by ascending point.</summary>
    public IReadOnlyList<LiveAttempt> List()
    {
        var found = new List<LiveAttempt>();
        try
        {
            foreach (var journal in Directory.EnumerateFiles(folders.Running))
                found.AddRange(Read(journal).Select(entry => new LiveAttempt(entry.Point, entry.Round, entry.Attempt, Path.GetFileName(journal), entry.Slot, entry.StartedAt)));
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing of the run ever ran here, or it is over.
        }

        return [.. found.OrderBy(attempt => attempt.Index).ThenBy(attempt => attempt.StartedAt)];
    }

    /// <summary>Opens what an attempt writes; null: it does not run any more.</summary>
    public ILiveOutput? Open(LiveAttempt attempt, bool error)
    {
        SafeFileHandle? journal = null;
        try
        {
            journal = OpenFile(Path.Join(folders.Running, attempt.Worker));
            if (RunningJournal.Read(journal, attempt.Slot) is { } entry && LiveFile.IsOf(entry, attempt))
                return new LiveFile(journal, OpenFile(PathOf(attempt, entry, error)), attempt);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // It ended meanwhile, and its worker too.
        }

        journal?.Dispose();
        return null;
    }

    private static IReadOnlyList<RunningEntry> Read(string journal)
    {
        try
        {
            return RunningJournal.Read(journal);
        }
        catch (FileNotFoundException)
        {
            return []; // the worker ended meanwhile
        }
    }

    private string PathOf(LiveAttempt attempt, RunningEntry entry, bool error)
    {
        var name = entry.Survives ? RunFolders.NameOf(attempt.Round, attempt.Index, attempt.Number) : RunFolders.SlotName(attempt.Worker, attempt.Slot);
        return Path.Join(folders.Output, $"{name}.{(error ? "err" : "out")}");
    }

    internal static SafeFileHandle OpenFile(string path) => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}

/// <summary>A file that a running attempt writes to, and the journal that says until when.</summary>
internal sealed class LiveFile(SafeFileHandle journal, SafeFileHandle file, LiveAttempt attempt) : ILiveOutput
{
    public long? Length
    {
        get
        {
            var length = RandomAccess.GetLength(file);
            return IsStill() ? length : null;
        }
    }

    public int? Read(long offset, Span<byte> into)
    {
        var read = RandomAccess.Read(file, into, offset);
        return IsStill() ? read : null;
    }

    public void Dispose()
    {
        file.Dispose();
        journal.Dispose();
    }

    /// <summary>Whether a journal's record names an attempt.</summary>
    public static bool IsOf(RunningEntry entry, LiveAttempt attempt) =>
        (entry.Round, entry.Point, entry.Attempt, entry.Job) == (attempt.Round, attempt.Index, attempt.Number, attempt.Job);

    private bool IsStill() => RunningJournal.Read(journal, attempt.Slot) is { } entry && IsOf(entry, attempt);
}
