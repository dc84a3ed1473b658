using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Privacy.Requests;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Export;

/// <summary>A part of what is kept of a person, as a module gave it.</summary>
internal sealed record HeldPart(string Name, string Title, HeldData Data);

/// <summary>Gathers what all modules keep of a person and writes it to one file: a JSON for each module, the files, and a page to be read.</summary>
internal sealed class PersonalDataFile(IEnumerable<IPersonalData> parts, RequestRegister register, ISession session, ChangeContext change, TimeProvider time, IStringLocalizer<PersonalDataFile> s)
{
    public const string Type = "application/zip";

    private static readonly JsonSerializerOptions s_json = new(DocumentJson.Options) { WriteIndented = true };

    /// <summary>What each module keeps; those that keep nothing are left out.</summary>
    public async Task<IReadOnlyList<HeldPart>> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var held = new List<HeldPart>();
        foreach (var part in parts)
        {
            if (await part.ReadAsync(subject, cancellationToken) is { IsEmpty: false } data)
            {
                held.Add(new HeldPart(part.Name, part.Title, data));
            }
        }

        return [.. held.OrderBy(part => part.Name != "contacts").ThenBy(part => part.Name, StringComparer.Ordinal)];
    }

    /// <summary>Writes the ZIP and notes that it was handed out, on the request too, with the commit of this unit of work.</summary>
    /// <param name="request">The number of the request that asks for it; may be blank.</param>
    public async Task WriteAsync(DataSubject subject, Stream file, string? request, CancellationToken cancellationToken)
    {
        var held = await ReadAsync(subject, cancellationToken);
        await using (var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
        {
            foreach (var part in held)
            {
                await AddAsync(zip, part.Name + ".json", part.Data.Data.ToJsonString(s_json), cancellationToken);
                foreach (var one in part.Data.Files)
                {
                    await AddAsync(zip, $"files/{part.Name}/{one.Name}", one, cancellationToken);
                }
            }

            await AddAsync(zip, "summary.html", Summary(subject, held), cancellationToken);
        }

        await (await session.GetConnectionAsync(write: true)).InsertAsync(
            new HandedOut { PersonId = subject.Id, AtUtc = time.GetUtcNow().UtcDateTime, Actor = change.Actor, ActorName = change.ActorName, Request = request?.Trim() ?? "" }, token: cancellationToken);
        session.RecordChange("PersonalDataExport", "Exported");
        if (await register.FindByNumberAsync(request, cancellationToken) is { } asked)
        {
            await register.NoteAsync(asked, RequestCodes.HandedOut);
        }
    }

    /// <summary>When it was handed out before, the newest first.</summary>
    public async Task<IReadOnlyList<HandedOut>> LogAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var ids = subject.Ids;
        return await (await session.GetConnectionAsync()).GetTable<HandedOut>().Where(row => ids.Contains(row.PersonId)).OrderByDescending(row => row.AtUtc).ThenBy(row => row.Id).Take(20).ToListAsync(cancellationToken);
    }

    /// <summary>As <c>personal-data-2026-11-29.zip</c>: the name says nothing of whose it is.</summary>
    public string FileName() => $"{s["personal-data"].Value}-{time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.zip";

    private static async Task AddAsync(ZipArchive zip, string name, string text, CancellationToken cancellationToken)
    {
        await using var stream = await zip.CreateEntry(name).OpenAsync(cancellationToken);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    private static async Task AddAsync(ZipArchive zip, string name, HeldFile file, CancellationToken cancellationToken)
    {
        await using var content = file.Open();
        if (content is not null)
        {
            await using var stream = await zip.CreateEntry(name).OpenAsync(cancellationToken);
            await content.CopyToAsync(stream, cancellationToken);
        }
    }

    private string Summary(DataSubject subject, IReadOnlyList<HeldPart> held)
    {
        var (page, title) = (new StringBuilder(), s["All that is kept of {0}", subject.Records[0].DisplayText ?? subject.Id].Value);
        page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}\"><head><meta charset=\"utf-8\"><title>{Text(title)}</title></head><body>\n<h1>{Text(title)}</h1>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p>{Text(s["As of {0}. The files beside this page hold the same and more, for programs.", time.GetUtcNow().ToString("f", CultureInfo.CurrentCulture) + " UTC"].Value)}</p>\n");
        foreach (var part in held)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(part.Title)}</h2>\n<dl>\n");
            foreach (var line in part.Data.Lines)
            {
                page.Append(CultureInfo.InvariantCulture, $"<dt>{Text(line.Label)}</dt><dd>{Text(line.Value)}</dd>\n");
            }

            page.Append(CultureInfo.InvariantCulture, $"</dl>\n<p><a href=\"{part.Name}.json\">{part.Name}.json</a></p>\n");
        }

        return page.Append("</body></html>\n").ToString();
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>");
}
