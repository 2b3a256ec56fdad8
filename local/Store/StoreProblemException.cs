using Muster.Stores;

namespace Muster.Local.Store;

/// <summary>Why a store cannot be used at all, until somebody does something.</summary>
public enum StoreProblem
{
    /// <summary>The file is no store, or its content is broken.</summary>
    Damaged,
    /// <summary>The directory or the file cannot be written by this user.</summary>
    NotWritable,
    /// <summary>A newer Muster wrote it.</summary>
    Newer,
    /// <summary>It lies on a network file system, where file locks do not hold.</summary>
    NetworkFileSystem,
    /// <summary>It was deleted or moved away while it was in use.</summary>
    Gone,
}

/// <summary>The store cannot be used; nothing was written.</summary>
public sealed class StoreProblemException : StoreUnusableException
{
    private StoreProblemException(StoreProblem problem, string path, string message, Exception? cause)
        : base(message, cause) => (Problem, Path) = (problem, path);

    /// <summary>The kind of problem.</summary>
    public StoreProblem Problem { get; }

    /// <summary>The file or directory.</summary>
    public string Path { get; }

    /// <summary>The file is no store, or its content is broken.</summary>
    public static StoreProblemException Damaged(string path, string finding, Exception? cause = null) => new(
        StoreProblem.Damaged, path,
        $"The store {path} is damaged or is no Muster store: {finding}. Nothing was changed. Move it away, or restore it from a copy, or give another directory with --store.", cause);

    /// <summary>The directory or the file cannot be written by this user.</summary>
    public static StoreProblemException NotWritable(string path, string finding, Exception? cause = null) => new(
        StoreProblem.NotWritable, path,
        $"The store {path} cannot be written: {finding}. Reading needs to write there, too. Give its directory to this user, or give another one with --store.", cause);

    /// <summary>The error for a file or directory of the store that could not be made or written.</summary>
    internal static Exception OfFile(string path, Exception error) => DiskFull.Is(error)
        ? new StoreFullException($"The store {path} could not be written: the disk is full. Nothing that was acknowledged is lost. Make room on that disk; the store then goes on.", error)
        : NotWritable(path, error.Message.TrimEnd('.'), error);

    /// <summary>A newer Muster wrote it.</summary>
    public static StoreProblemException Newer(string path, long found, int supported) => new(
        StoreProblem.Newer, path,
        $"The store {path} has schema version {found}; this version of Muster reads up to version {supported}. Nothing was changed. Use the newer Muster that wrote it, or give another directory with --store.", null);

    /// <summary>It was deleted or moved away while it was in use.</summary>
    public static StoreProblemException Gone(string path) => new(
        StoreProblem.Gone, path,
        $"The store {path} is gone: it was deleted or moved away while it was in use. Nothing more was written to it. Put it back, or submit again to another.", null);

    /// <summary>It lies on a network file system.</summary>
    public static StoreProblemException OnNetwork(string path, string mountPoint, string type) => new(
        StoreProblem.NetworkFileSystem, path,
        $"The store {path} would lie on the network file system {mountPoint} ({type}), where file locks do not hold and answers may be lost. Give a directory on a local disk with --store.", null);
}
