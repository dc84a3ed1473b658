using System.Security.Claims;
using Crm.Contacts.Bulk;
using Crm.Contacts.People;
using Crm.Contacts.Segments;
using Crm.Kernel.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Export;

/// <summary>
/// <c>POST /api/contacts/people/export</c>: the file that the list's export gives, of those whom <c>q</c>, <c>stage</c> and <c>owner</c> choose; <c>format</c> is <c>xlsx</c> or
/// <c>csv</c> (the usual one), <c>columns</c> the names of columns, separated by commas, all when left out but those of kinds of relation that nobody has; <c>purpose</c> is <c>own</c> (the usual one), <c>outside</c> or <c>outside-with-children</c>. A POST, for each export is written into the log.
/// </summary>
internal static class ExportEndpoint
{
    public static async Task<IResult> PostAsync(
        [AsParameters] NarrowedPeopleQuestion asked, [AsParameters] ExportQuestion file, HttpContext context, AskedPeople conditions, ExportSightsReader sights, PersonColumns catalogue, ExportPeople export, IStringLocalizer<ExportForm> s, CancellationToken cancellationToken)
    {
        var seen = await sights.ReadAsync(context.User);
        var offered = await catalogue.SeenAsync(seen.People, seen.Timeline);
        var names = (file.Columns ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.FirstOrDefault(name => offered.All(column => column.Name != name)) is { } unknown)
        {
            return NarrowedPeopleQuestion.Refused("columns", s["There is no column “{0}”; there are: {1}.", unknown, string.Join(", ", offered.Select(column => column.Name))]);
        }

        if ((file.Format ?? "csv") is not ("csv" or "xlsx"))
        {
            return NarrowedPeopleQuestion.Refused("format", s["format is csv or xlsx."]);
        }

        if (ExportPurposes.Of(file.Purpose) is not { } purpose)
        {
            return NarrowedPeopleQuestion.Refused("purpose", s["purpose is one of: {0}.", string.Join(", ", ExportPurposes.Names)]);
        }

        var kind = file.Format == "xlsx" ? FileKind.Xlsx : FileKind.Csv;
        var selection = new ContactSelection(ContactTypes.Person, [], asked.Filter());
        if (asked.Refused(await conditions.ReadAsync(selection.Filter, context.User, cancellationToken)) is { } refused)
        {
            return refused;
        }

        var stream = PassingFile.Of(context);
        try
        {
            await export.RunAsync(stream, kind, purpose, selection, [.. offered.Where(column => names.Length == 0 ? !column.IsIdle : names.Contains(column.Name))], seen, cancellationToken);
        }
        catch (NoWorkbookException no)
        {
            return NarrowedPeopleQuestion.Refused("format", no.Message);
        }

        stream.Position = 0;
        return Results.Stream(stream, ExportFile.TypeOf(kind), ExportFile.NameOf("people", kind, seen.Today));
    }
}

/// <summary>What the file is to be.</summary>
internal sealed record ExportQuestion
{
    public string? Format { get; init; }

    /// <summary>One of <see cref="ExportPurposes.Names"/>; own use when left out.</summary>
    public string? Purpose { get; init; }

    /// <summary>Names, separated by commas.</summary>
    public string? Columns { get; init; }
}
