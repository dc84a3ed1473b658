using Crm.Kernel.Commands;
using Crm.Kernel.Data;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Import;

/// <summary><c>./crm import people FILE… --map MAP</c>.</summary>
internal sealed class ImportPeopleCommand(ImportPeople import, IHistory history, IStringLocalizer<ImportPeople> s) : ICliCommand
{
    private const string Usage = "Usage: ./crm import people FILE… [--map MAP[,MAP…]]";

    public string Name => "import people";

    public string Summary => "Import people from CSV, XLSX or NDJSON files";

    public string Help => $"""
        ./crm import people FILE… [--map MAP[,MAP…]] [--refused FILE]
        ./crm import people --undo BATCH

        Reads CSV, XLSX or NDJSON (FILE.ndjson: one JSON object a line) by the map (JSON: column → target,
        constants, key, date formats). In NDJSON a column is a name; a value is a text, a number, true,
        false, or a list of these; a line has {JsonLines.LongestLine:N0} characters at most.
        A file that was exported here needs no map: people are found again by their id.
        A map with "holds": "Household" or "Organisation" reads such.
        Up to {ImportFile.Most} files go in at once, as one import with one batch to undo: households and organisations
        first, then people, then the relations between them. One map is for all, or there is one for each,
        in their order, with commas between.
        People name what they belong to and whom they are related to by id, key or the only name.
        Good rows are stored; refused rows go to FILE.refused.csv (FILE.refused.ndjson) with line, column
        and reason. Run again, nothing is doubled. --undo takes a whole import back.

        Example: ./crm import people febrl3.csv --map docs/examples/febrl.map.json
        """;

    public async Task<int> RunAsync(CommandArguments arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (arguments.Options.TryGetValue("undo", out var batch))
        {
            var left = await history.UndoBatchAsync(batch);
            await output.WriteLineAsync(left.Count == 0 ? $"import {batch} undone" : $"import {batch} undone; {left.Count} changed since were left as they are");
            return 0;
        }

        var (files, maps, refused) = (arguments.Values, MapsOf(arguments.Options.GetValueOrDefault("map")), arguments.Options.GetValueOrDefault("refused"));
        if (files.Count == 0)
        {
            await error.WriteLineAsync(Usage);
            return 2;
        }

        var wrong = files.Concat(maps).FirstOrDefault(path => !File.Exists(path)) is { } missing ? $"There is no file {missing}."
            : maps.Count > 1 && maps.Count != files.Count ? $"There are {maps.Count} maps for {files.Count} files: name one for all, or one for each."
            : refused is not null && files.Count > 1 ? "--refused names one file; of several files each has its own beside it."
            : null;
        if (wrong is not null)
        {
            await error.WriteLineAsync(wrong);
            return 2;
        }

        return await RunAsync([.. files.Select((path, i) => new Given(path, maps.Count == 0 ? null : maps[maps.Count == 1 ? 0 : i], refused))], output, error, cancellationToken);
    }

    // A path may hold a comma.
    private static IReadOnlyList<string> MapsOf(string? option) => option is null ? [] : File.Exists(option) ? [option] : option.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private async Task<int> RunAsync(List<Given> given, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            var files = new List<ImportFile>();
            foreach (var one in given)
            {
                files.Add(await one.OpenAsync(cancellationToken));
            }

            var report = await import.RunAsync(files, null, cancellationToken);
            await TellAsync(report, output);
            for (var i = 0; i < given.Count; i++)
            {
                var left = report.Files is { } each ? each[i].Refused + each[i].RelationsLeft : report.Refused + report.RelationsLeft;
                await given[i].KeepRefusedAsync(left > 0, output);
            }

            return 0;
        }
        catch (ImportRefusedException refusal)
        {
            var at = given.Find(one => one.Path == refusal.File) ?? given[0];
            await error.WriteLineAsync($"{(refusal.Path.Length > 0 ? $"{at.Map} {refusal.Path}" : given.Count > 1 && refusal.File is null ? "import people" : at.Path)}: {s[refusal.MessageId, refusal.Arguments].Value}");
            return 1;
        }
        finally
        {
            foreach (var one in given)
            {
                await one.DisposeAsync();
            }
        }
    }

    private static async Task TellAsync(ImportReport report, TextWriter output)
    {
        foreach (var file in report.Files ?? [])
        {
            await output.WriteLineAsync($"{file.File}: {file.Read} rows read: {file.Created} created, {file.Updated} updated, {file.Unchanged} unchanged, {file.Refused} refused{Left(file.RelationsLeft)}");
        }

        await output.WriteLineAsync($"{report.Read} rows read: {report.Created} created, {report.Updated} updated, {report.Unchanged} unchanged, {report.Refused} refused; {report.Warnings} values noted{Left(report.RelationsLeft)}; batch {report.BatchId}");
    }

    private static string Left(int relations) => relations > 0 ? $"; {relations} in without a relation" : "";

    // A file that was named, and its map.
    private sealed class Given(string path, string? map, string? refused) : IAsyncDisposable
    {
        private readonly string _rows = System.IO.Path.GetTempFileName();
        private FileStream? _stream;
        private StreamWriter? _writer;

        public string Path => path;

        public string? Map => map;

        public async Task<ImportFile> OpenAsync(CancellationToken cancellationToken)
        {
            try
            {
                var (read, form) = (map is null ? null : ImportMap.Parse(await File.ReadAllTextAsync(map, cancellationToken)), SheetForms.Of(path));
                _stream = File.OpenRead(path);
                _writer = new StreamWriter(_rows, append: false, RefusedRows.EncodingOf(form));
                return new ImportFile(path, _stream, read, new RefusedRows(_writer), form);
            }
            catch (ImportRefusedException refusal)
            {
                refusal.File = path;
                throw;
            }
        }

        public async Task KeepRefusedAsync(bool any, TextWriter output)
        {
            await _writer!.DisposeAsync();
            if (any)
            {
                var kept = refused ?? path + RefusedRows.EndingOf(SheetForms.Of(path));
                File.Copy(_rows, kept, overwrite: true);
                await output.WriteLineAsync($"refused rows: {kept}");
            }
        }

        public async ValueTask DisposeAsync()
        {
            await (_writer?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (_stream?.DisposeAsync() ?? ValueTask.CompletedTask);
            File.Delete(_rows);
        }
    }
}
