using System.Text.Json;
using Muster.Fleet;

namespace Muster.Agent.Guards;

/// <summary>Keeps what an agent wishes for its machine in <c>machine-intent.json</c> of its directory, where whoever owns the machine finds it.</summary>
/// <param name="folder">Absolute path of the agent's directory, which exists.</param>
public sealed class FileMachineIntents(string folder) : IMachineIntents
{
    private readonly string path = Path.Join(folder, "machine-intent.json");

    /// <inheritdoc />
    public Task RecordAsync(MachineIntent intent, CancellationToken cancel) => Do(() => DurableFile.Write(path, StrictJson.Write(json =>
    {
        json.WriteString("instance", intent.Instance);
        json.WriteString("wish", intent.Wish.ToString().ToLowerInvariant());
        json.WriteString("reason", intent.Reason);
        json.WriteString("asked_at", StrictJson.Of(intent.AskedAt));
        json.WriteString("agent", intent.Agent);
    })), cancel);

    /// <inheritdoc />
    public async Task<MachineIntent?> FindAsync(string instance, CancellationToken cancel)
    {
        MachineIntent? found = null;
        await Do(() => found = Read(), cancel);
        return found?.Instance == instance ? found : null; // a copied disk may hold the wish for another machine
    }

    /// <inheritdoc />
    public Task WithdrawAsync(string instance, CancellationToken cancel) => Do(
        () =>
        {
            if (Read() is { } found && found.Instance == instance)
                DurableFile.Remove(path);
        },
        cancel);

    private MachineIntent? Read()
    {
        if (DurableFile.TryRead(path) is not { } content)
            return null;
        try
        {
            return Of(StrictJson.Read(content));
        }
        catch (FormatException error)
        {
            throw new IOException($"{path}, which holds what this agent wishes for its machine, is damaged: {error.Message}. Nothing was changed. Remove it.", error);
        }
    }

    private static MachineIntent Of(JsonElement json) => new()
    {
        Instance = json.Text("instance"),
        Wish = json.Text("wish") is var wish && Enum.TryParse<MachineWish>(wish, ignoreCase: true, out var known) && Enum.IsDefined(known)
            ? known
            : throw new FormatException($"its \"wish\" is '{wish}', which is none of stop, terminate, hibernate"),
        Reason = json.Text("reason"),
        AskedAt = json.Time("asked_at"),
        Agent = json.Text("agent"),
    };

    private static Task Do(Action action, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            action();
            return Task.CompletedTask;
        }
        catch (UnauthorizedAccessException error)
        {
            return Task.FromException(new IOException(error.Message, error));
        }
        catch (IOException error)
        {
            return Task.FromException(error);
        }
    }
}
