using System.Security.Claims;
using Crm.Contacts.Bulk;
using Crm.Contacts.People;
using Crm.Contacts.Segments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Export;

/// <summary>
/// <c>POST /api/contacts/people/export</c>: the file that the list's export gives, of those whom <c>q</c>, <c>stage</c> and <c>owner</c> choose; <c>format</c> is <c>xlsx</c> or
/// <c>csv</c> (the usual one), <c>columns</c> the names of columns, separated by commas, all when left out. A POST, for each export is written into the log.
/// </summary>
internal static class ExportEndpoint
{
    public static async Task<IResult> PostAsync(
        [AsParameters] ExportQuestion asked, HttpContext context, PeopleList people, AskedPeople conditions, ExportSightsReader sights, PersonColumns catalogue, ExportPeople export, IStringLocalizer<ExportForm> s, CancellationToken cancellationToken)
    {
        var seen = await sights.ReadAsync(context.User);
        var offered = await catalogue.SeenAsync(seen.People, seen.Timeline);
        var names = (asked.Columns ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.FirstOrDefault(name => offered.All(column => column.Name != name)) is { } unknown)
        {
            return Refused("columns", s["There is no column “{0}”; there are: {1}.", unknown, string.Join(", ", offered.Select(column => column.Name))]);
        }

        if ((asked.Format ?? "csv") is not ("csv" or "xlsx"))
        {
            return Refused("format", s["format is csv or xlsx."]);
        }

        var kind = asked.Format == "xlsx" ? FileKind.Xlsx : FileKind.Csv;
        var selection = new PeopleSelection([], new PeopleFilter(asked.Q, asked.Stage, asked.Owner, asked.Segment, asked.Where));
        if ((await conditions.ReadAsync(selection.Filter, context.User, cancellationToken)).Fault is { } fault)
        {
            return Refused(string.IsNullOrEmpty(asked.Where) ? "segment" : "where", fault);
        }

        if (kind == FileKind.Xlsx && await people.CountAsync(selection.Filter, seen.People, cancellationToken) > ExportPeople.MostRowsOfWorkbook)
        {
            return Refused("format", s["A workbook holds {0:N0} rows; choose text (.csv).", ExportPeople.MostRowsOfWorkbook]);
        }

        var file = ExportFile.Begin(context);
        try
        {
            await export.RunAsync(file, kind, selection, [.. offered.Where(column => names.Length == 0 || names.Contains(column.Name))], seen, cancellationToken);
        }
        catch (CellTooLongException)
        {
            return Refused("format", s["A text is longer than a cell of a workbook can be; choose text (.csv)."]);
        }

        file.Position = 0;
        return Results.Stream(file, ExportFile.TypeOf(kind), ExportFile.NameOf("people", kind, seen.Today));
    }

    private static IResult Refused(string member, string sentence) => Results.ValidationProblem(new Dictionary<string, string[]> { [member] = [sentence] }, title: sentence);
}

/// <summary>What the address asks.</summary>
internal sealed record ExportQuestion
{
    /// <summary>As in the list's search.</summary>
    public string? Q { get; init; }

    public string? Stage { get; init; }

    public string? Owner { get; init; }

    /// <summary>Id of a segment.</summary>
    public string? Segment { get; init; }

    /// <summary>Conditions as JSON, as segments store them.</summary>
    public string? Where { get; init; }

    public string? Format { get; init; }

    /// <summary>Names, separated by commas.</summary>
    public string? Columns { get; init; }
}
