namespace Muster.Specs;

/// <summary>What can be wrong with a sweep file or a queue file. Each kind has at least one file among the tests that shows its exact message.</summary>
public enum SpecErrorKind
{
    /// <summary>A file is missing, or cannot be opened or read.</summary>
    UnreadableFile,
    /// <summary>A file's name does not end in a format that is read there.</summary>
    UnknownFormat,
    /// <summary>A file is not UTF-8 text.</summary>
    NotUtf8,
    /// <summary>The text breaks YAML's grammar.</summary>
    BrokenYaml,
    /// <summary>The text breaks JSON's grammar.</summary>
    BrokenJson,
    /// <summary>The text breaks CSV's grammar (RFC 4180).</summary>
    BrokenCsv,
    /// <summary>Good YAML that is not read: anchors, tags, merge keys, several documents.</summary>
    UnsupportedYaml,
    /// <summary>Lists and maps are nested too deeply.</summary>
    TooDeep,
    /// <summary>A file, list or map that must hold something holds nothing.</summary>
    Empty,
    /// <summary>A value has the wrong type, such as a list where a number belongs.</summary>
    WrongType,
    /// <summary>A value of the right type is not one of those allowed.</summary>
    InvalidValue,
    /// <summary>The same thing is given twice.</summary>
    DuplicateKey,
    /// <summary>A key that is no setting, where only settings stand.</summary>
    UnknownKey,
    /// <summary>A parameter that looks like a misspelt setting.</summary>
    MisspeltKey,
    /// <summary>A setting in a place where it cannot stand.</summary>
    MisplacedKey,
    /// <summary>A reserved key whose meaning is still to come.</summary>
    NotYet,
    /// <summary>A row's placement key whose value cannot be one, and so is likely meant as a parameter.</summary>
    NotAPlacement,
    /// <summary>A name that no parameter or variable can have.</summary>
    InvalidName,
    /// <summary>Two parameters, or two jobs, that would share one variable.</summary>
    NameCollision,
    /// <summary>A dependency that is no job of the file.</summary>
    UnknownJob,
    /// <summary>Jobs that wait for each other, or one that waits for itself.</summary>
    Cycle,
    /// <summary>Something that must be given is not there.</summary>
    Missing,
    /// <summary>Two settings that exclude each other.</summary>
    Conflict,
    /// <summary>A CSV row with more or fewer cells than the header.</summary>
    RaggedRow,
    /// <summary>More points than can be counted.</summary>
    TooManyPoints,
    /// <summary>There are more errors than are worth showing.</summary>
    TooManyErrors,
}
