namespace Crm.Kernel.Queries.Sql;

/// <summary>Why a query was not let through.</summary>
/// <param name="word">The token it concerns.</param>
/// <param name="at">Its place in the text, from 0.</param>
internal sealed class SqlRefusal(SqlRefusalKind kind, string word, int at) : Exception($"{kind}: {word}")
{
    internal SqlRefusalKind Kind { get; } = kind;

    internal string Word { get; } = word;

    internal int At { get; } = at;
}

internal enum SqlRefusalKind
{
    Character,
    OpenText,
    NotSelect,
    Table,
    Word,
    Function,
    Brackets,
    Parameter,
    TooLong,
}
