namespace Muster.Cli.Reference;

/// <summary>Commands under one heading.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Commands">The commands, each with its summary.</param>
internal sealed record CommandGroup(string Heading, IReadOnlyList<(string Summary, CommandModel Command)> Commands);

/// <summary>What there is to say of the program.</summary>
internal static class ProgramModel
{
    /// <summary>What it does.</summary>
    public const string Summary = "Muster runs parameter sweeps and job graphs on this machine and tells you the truth about them.";

    /// <summary>How a run is named.</summary>
    public const string Naming = "RUN is a name (the newest run of that name), an id, the start of an id, or last (the newest run). Points are named by their indexes, from 0: 3,7-9.";

    /// <summary>The option that asks for help.</summary>
    public static Entry Help { get; } = new("-h, --help", "Show the help of a command");

    /// <summary>The options that all commands have.</summary>
    public static IReadOnlyList<Entry> EveryOption => [.. CommonOptions.OfStore.Select(CommandModel.EntryOf), Help];

    /// <summary>The variables that are looked at.</summary>
    public static IReadOnlyList<Entry> Variables { get; } =
    [
        new(Stores.StoreAddress.Variable, "The store, where --store names none."),
        new("XDG_DATA_HOME", "Where the user's data is (default: ~/.local/share); the store is muster in it, where nothing else names one."),
        new("XDG_CONFIG_HOME", "Where the user's configuration is (default: ~/.config); the user's own templates are in muster/templates in it."),
        new(Submitting.LocalEngineOptions.PriceVariable, "What this machine costs, in USD per hour, such as 0.25 (default: 0). Budgets and costs are counted with it."),
        new(Aws.Context.AwsStore.BucketVariable, "For a store on AWS: the bucket, where it is not the one that the store's name gives."),
        new("AWS_PROFILE, AWS_ENDPOINT_URL, ...", "For a store on AWS: as for the AWS CLI, with AWS_ENDPOINT_URL_DYNAMODB and AWS_ENDPOINT_URL_S3."),
        new(Completion.CompletionAnswer.TimeoutVariable, "How long completion waits for the store (default: 800ms), such as 2s where it is far away."),
        new("NO_COLOR", "Set to anything: no colours. There are none in files and pipes, nor where TERM is dumb."),
        new("COLUMNS", "The terminal's width, where it is not what the terminal says."),
        new("LC_ALL, LC_CTYPE, LANG", "The first that is set says whether the terminal shows UTF-8. Where it does not, Muster's own words are plain ASCII."),
        new("PATH", "Where bash, which runs the points' commands, is looked for."),
    ];

    /// <summary>What is in a store on this machine.</summary>
    public static IReadOnlyList<Entry> Files { get; } =
    [
        new("~/.local/share/muster/", "The store, unless another one is named. It is for its owner only."),
        new("~/.config/muster/templates/", "Templates of your own: NAME.json, NAME.yaml or NAME.yml."),
        new("store.db", "In the store: its records."),
        new("blobs/, points/", "In the store: specs, and what the points' commands wrote."),
        new("engine.log", "In the store: what an engine in the background had to say."),
    ];

    /// <summary>The commands by their headings.</summary>
    public static IReadOnlyList<CommandGroup> Groups(CommandContext context) =>
    [
        .. CommandTable.All.GroupBy(entry => entry.Group).Select(group => new CommandGroup(group.Key, [.. group.Select(entry => (entry.Summary, CommandModel.Of(entry.Build(context))))])),
    ];
}
