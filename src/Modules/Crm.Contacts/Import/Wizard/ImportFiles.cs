using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;

namespace Crm.Contacts.Import.Wizard;

/// <summary>The files of imports, in the tenant's folder: what was put up, until it is imported, and the rows that were refused.</summary>
internal sealed class ImportFiles(HostFolders folders, ShellSettings settings)
{
    private string Folder => Path.Combine(folders.Site(settings), "Imports");

    /// <summary>The file that was put up.</summary>
    public string Upload(string id) => Path.Combine(Folder, id + ".upload");

    /// <summary>The file of refused rows.</summary>
    public string Refused(string id) => Path.Combine(Folder, id + ".refused.csv");

    /// <summary>Puts a file up; it is there whole or not at all.</summary>
    public async Task PutAsync(string id, Stream content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        var path = Upload(id);
        try
        {
            await using (var file = File.Create(path + ".new"))
            {
                await content.CopyToAsync(file, cancellationToken);
            }

            File.Move(path + ".new", path);
        }
        finally
        {
            File.Delete(path + ".new");
        }
    }

    /// <summary>Opens what was put up.</summary>
    /// <exception cref="ImportRefusedException">It is gone.</exception>
    public FileStream Open(string id)
    {
        try
        {
            return new FileStream(Upload(id), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImportRefusedException("", "The file is no longer there; put it up again.");
        }
    }

    /// <summary>Deletes what was put up.</summary>
    public void DeleteUpload(string id) => File.Delete(Upload(id));

    /// <summary>Deletes all of an import.</summary>
    public void Delete(string id)
    {
        if (Directory.Exists(Folder))
        {
            File.Delete(Upload(id));
            File.Delete(Refused(id));
        }
    }

    /// <summary>The ids of imports of which there is a file that has lain for a day.</summary>
    public IReadOnlyList<string> OldIds(DateTime nowUtc) => !Directory.Exists(Folder) ? []
        : [.. Directory.EnumerateFiles(Folder).Where(file => File.GetLastWriteTimeUtc(file) < nowUtc.AddDays(-1)).Select(file => Path.GetFileName(file).Split('.')[0]).Distinct()];
}
