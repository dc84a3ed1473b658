using System.Text;
using Crm.Kernel.Commands;
using Crm.Kernel.Data;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Import;

/// <summary><c>./crm import people FILE --map MAP</c>.</summary>
internal sealed class ImportPeopleCommand(ImportPeople import, IHistory history, IStringLocalizer<ImportPeople> s) : ICliCommand
{
    public string Name => "import people";

    public string Summary => "Import people from a CSV or XLSX file";

    public string Help => """
        ./crm import people FILE [--map MAP] [--refused FILE]
        ./crm import people --undo BATCH

        Reads the CSV or XLSX file by the map (JSON: column → target, constants, key, date formats).
        A file that was exported here needs no map: people are found again by their id.
        A map with "holds": "Household" or "Organisation" reads such; of several files send these first.
        People name what they belong to and whom they are related to by id, key or the only name.
        Good rows are stored; refused rows go to FILE.refused.csv with line, column and reason.
        Run again, nothing is doubled. --undo takes a whole import back.

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

        var mapFile = arguments.Options.GetValueOrDefault("map");
        if (arguments.Values.Count != 1)
        {
            await error.WriteLineAsync("Usage: ./crm import people FILE [--map MAP]");
            return 2;
        }

        var missing = new[] { arguments.Values[0], mapFile }.FirstOrDefault(path => path is not null && !File.Exists(path));
        if (missing is not null)
        {
            await error.WriteLineAsync($"There is no file {missing}.");
            return 2;
        }

        return await RunAsync(arguments.Values[0], mapFile, arguments.Options.GetValueOrDefault("refused") ?? arguments.Values[0] + ".refused.csv", output, error, cancellationToken);
    }

    private async Task<int> RunAsync(string file, string? mapFile, string refusedFile, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var refusedRows = Path.GetTempFileName();
        try
        {
            var report = await ReadAsync(file, mapFile, refusedRows, cancellationToken);
            await output.WriteLineAsync($"{report.Read} rows read: {report.Created} created, {report.Updated} updated, {report.Unchanged} unchanged, {report.Refused} refused; {report.Warnings} values noted{(report.RelationsLeft > 0 ? $"; {report.RelationsLeft} in without a relation" : "")}; batch {report.BatchId}");
            if (report.Refused + report.RelationsLeft > 0)
            {
                File.Copy(refusedRows, refusedFile, overwrite: true);
                await output.WriteLineAsync($"refused rows: {refusedFile}");
            }

            return 0;
        }
        catch (ImportRefusedException refusal)
        {
            await error.WriteLineAsync(string.Join(' ', new[] { refusal.Path.Length > 0 ? $"{mapFile} {refusal.Path}:" : $"{file}:", s[refusal.MessageId, refusal.Arguments].Value }));
            return 1;
        }
        finally
        {
            File.Delete(refusedRows);
        }
    }

    private async Task<ImportReport> ReadAsync(string file, string? mapFile, string refusedFile, CancellationToken cancellationToken)
    {
        var map = mapFile is null ? null : ImportMap.Parse(await File.ReadAllTextAsync(mapFile, cancellationToken));
        await using var stream = File.OpenRead(file);
        await using var writer = new StreamWriter(refusedFile, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        return await import.RunAsync(stream, map, new RefusedRows(writer), cancellationToken);
    }
}
