namespace Muster.Specs;

/// <summary>The formats of a sweep file.</summary>
public enum SpecFormat
{
    /// <summary>YAML (<c>.yaml</c>, <c>.yml</c>).</summary>
    Yaml,
    /// <summary>JSON (<c>.json</c>).</summary>
    Json,
    /// <summary>CSV with a header row (<c>.csv</c>), its settings in lines before it that begin with <c>#:</c>.</summary>
    Csv,
}
