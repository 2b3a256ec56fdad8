namespace Muster.Guards;

/// <summary>Where an agent keeps its deadline, so that a restart does not extend it.</summary>
public interface IGuardMemory
{
    /// <summary>What is kept, for messages: such as a file's path.</summary>
    string Place { get; }

    /// <summary>What is kept; null: nothing.</summary>
    /// <exception cref="GuardMemoryException">It cannot be read; that is never "no deadline".</exception>
    KeptDeadline? Read();

    /// <summary>Keeps a deadline in place of what was kept; durable when this returns.</summary>
    /// <exception cref="GuardMemoryException">It could not be kept.</exception>
    void Write(KeptDeadline kept);

    /// <summary>Keeps nothing any more.</summary>
    /// <exception cref="GuardMemoryException">It could not be forgotten.</exception>
    void Forget();
}

/// <summary>An agent's deadline could not be read or kept. The message says what to do.</summary>
public sealed class GuardMemoryException : Exception
{
    private GuardMemoryException(string message, Exception? cause) : base(message, cause) { }

    /// <summary>What is there is not what was written.</summary>
    public static GuardMemoryException Damaged(string place, string finding, Exception? cause = null) => new(
        $"{place}, which keeps this agent's deadline, is damaged: {finding}. The agent does not start, as it would not know when to stop. Restore it from a copy, or remove it: then --deadline counts from now.", cause);

    /// <summary>It cannot be read or written.</summary>
    public static GuardMemoryException Unusable(string place, string finding, Exception? cause = null) => new(
        $"{place}, which keeps this agent's deadline, cannot be read or written: {finding}. The agent does not start, as a restart would extend its deadline. Let this user read and write it, or make room on its disk.", cause);
}
