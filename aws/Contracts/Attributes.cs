namespace Muster.Aws.Contracts;

/// <summary>The names of attributes. They are short because every name counts towards an item's size, and that towards what a write costs.</summary>
public static class Attributes
{
    /// <summary>Partition key, a text; see <see cref="RecordKeys"/>.</summary>
    public const string Partition = "pk";

    /// <summary>Sort key, a text.</summary>
    public const string Sort = "sk";

    /// <summary>The record's version, a number.</summary>
    public const string Version = "v";

    /// <summary>The schema of the item, a number: <see cref="RecordKeys.Schema"/>.</summary>
    public const string Schema = "s";

    /// <summary>A text drawn for each write, by which a writer that got no answer knows its own.</summary>
    public const string Write = "w";

    /// <summary>The text of the write before that one; absent at version 1.</summary>
    public const string WriteBefore = "p";

    /// <summary>The record itself, binary: a byte that says how it is packed, then its bytes.</summary>
    public const string Body = "b";

    /// <summary>When DynamoDB may remove the item, in Unix seconds. Nothing relies on it: it only cleans up.</summary>
    public const string Expires = "ttl";

    /// <summary>A run's shard, a text; partition key of the index of all runs.</summary>
    public const string Shard = "sh";

    /// <summary>A run's age, a text that sorts by the time of its submission; sort key of the index of all runs.</summary>
    public const string Age = "ag";

    /// <summary>A run's shard while it wants work, else absent; partition key of the index of runs that want work.</summary>
    public const string Wants = "wa";

    /// <summary>A run's place among those that want work, a text: priority, then age; sort key of that index.</summary>
    public const string Urgency = "ur";

    /// <summary>A run's name, a text.</summary>
    public const string Name = "na";

    /// <summary>A run's state, a text.</summary>
    public const string State = "st";

    /// <summary>Of a worker or intent: 1 while it is to be listed, else absent.</summary>
    public const string Listed = "li";

    /// <summary>Of what points to an instance in trouble: when its end was heard of, in Unix seconds; absent: it is not known to have ended.</summary>
    public const string Ended = "en";

    /// <summary>A chunk's epoch, a number.</summary>
    public const string Epoch = "e";

    /// <summary>A chunk's owner, a text; absent: none.</summary>
    public const string Owner = "o";

    /// <summary>How often a chunk's owner was lost, a number; absent: never.</summary>
    public const string Losses = "lo";

    /// <summary>Hints: the first chunk number that was never handed out.</summary>
    public const string Cursor = "c";

    /// <summary>Hints: a list of chunk numbers that are free again; absent: none.</summary>
    public const string Returned = "r";

    /// <summary>Of a wish, and of nothing else: its kind, a text. Whatever streams out of the table without it starts nothing. The attributes of wishes have whole names, because definitions of pipes name them.</summary>
    public const string Wish = "k";

    /// <summary>The kind of a wish that a run be coordinated: <see cref="Run"/>, <see cref="Queue"/>, <see cref="Generation"/>.</summary>
    public const string StartWish = "start";

    /// <summary>The kind of a wish that all spokes answer: <see cref="Check"/>.</summary>
    public const string CheckWish = "check";

    /// <summary>The kind of a wish for a machine: <see cref="Account"/>, <see cref="Region"/>, <see cref="Instance"/>, <see cref="Act"/>, <see cref="Why"/>.</summary>
    public const string MachineWish = "machine";

    /// <summary>The run, a text.</summary>
    public const string Run = "run";

    /// <summary>Whether the run is a queue, a boolean.</summary>
    public const string Queue = "queue";

    /// <summary>Which start of the run it is, a number.</summary>
    public const string Generation = "generation";

    /// <summary>The check's id, a text.</summary>
    public const string Check = "check";

    /// <summary>The account of the machine, a text.</summary>
    public const string Account = "account";

    /// <summary>The region of the machine, a text.</summary>
    public const string Region = "region";

    /// <summary>The machine's id, a text.</summary>
    public const string Instance = "instance";

    /// <summary>What is wished for it, as <c>Act</c> orders say it, a text: <c>terminate</c>, <c>stop</c>, <c>hibernate</c>.</summary>
    public const string Act = "act";

    /// <summary>Why, for people, a text.</summary>
    public const string Why = "why";

    /// <summary>The agent that asked, a text.</summary>
    public const string Agent = "agent";
}
