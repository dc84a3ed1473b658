namespace Crm.Bench;

/// <summary>The command line: names of benches, then options as <c>--file PATH</c> that a bench asks for.</summary>
internal static class Arguments
{
    private const string Mark = "--";
    private static readonly string[] _given = Environment.GetCommandLineArgs()[1..];

    /// <summary>The benches asked for; none means all.</summary>
    public static IReadOnlyList<string> Names => [.. _given.TakeWhile(word => !word.StartsWith(Mark, StringComparison.Ordinal))];

    /// <summary>Whether an option narrows the run: such figures are shown and not kept.</summary>
    public static bool HasOptions => _given.Any(word => word.StartsWith(Mark, StringComparison.Ordinal));

    /// <summary>What follows an option; null when it is not given.</summary>
    public static string? Option(string name) => Array.IndexOf(_given, Mark + name) is >= 0 and var at && at + 1 < _given.Length ? _given[at + 1] : null;
}
