using System.Globalization;

namespace Crm.Kernel.Data;

/// <summary>A place in a list that shows the newest first: the row it stands behind. As text it travels in addresses.</summary>
/// <param name="Moment">The row's moment, UTC.</param>
/// <param name="Id">Its document, which decides among rows of one moment.</param>
public readonly record struct NewestFirst(DateTime Moment, long Id)
{
    /// <summary>The place that a text names; the beginning for none and for rubbish.</summary>
    public static NewestFirst After(string? place)
        => place?.Split('~') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new NewestFirst(new DateTime(at, DateTimeKind.Utc), number) : new NewestFirst(DateTime.MaxValue, long.MaxValue);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Moment.Ticks}~{Id}");
}
