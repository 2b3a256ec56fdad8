using Muster.Guards;

namespace Muster.Agent.Guards;

/// <summary>Keeps an agent's deadline in <c>guards.json</c> of its directory.</summary>
/// <param name="folder">Absolute path of the agent's directory, which exists.</param>
public sealed class FileGuardMemory(string folder) : IGuardMemory
{
    private readonly string path = Path.Join(folder, "guards.json");

    /// <inheritdoc />
    public string Place => path;

    /// <inheritdoc />
    public KeptDeadline? Read()
    {
        try
        {
            return DurableFile.TryRead(path) is { } content ? Of(content) : null;
        }
        catch (FormatException error)
        {
            throw GuardMemoryException.Damaged(path, error.Message, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw GuardMemoryException.Unusable(path, error.Message.TrimEnd('.'), error);
        }
    }

    /// <inheritdoc />
    public void Write(KeptDeadline kept) => Change(() => DurableFile.Write(path, StrictJson.Write(json =>
    {
        json.WriteString("deadline_option", kept.Option);
        json.WriteString("deadline", StrictJson.Of(kept.Deadline));
        json.WriteString("set_at", StrictJson.Of(kept.SetAt));
    })));

    /// <inheritdoc />
    public void Forget() => Change(() => DurableFile.Remove(path));

    private static KeptDeadline Of(byte[] content)
    {
        var json = StrictJson.Read(content);
        return new(json.Text("deadline_option"), json.Time("deadline"), json.Time("set_at"));
    }

    private void Change(Action change)
    {
        try
        {
            change();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw GuardMemoryException.Unusable(path, error.Message.TrimEnd('.'), error);
        }
    }
}
