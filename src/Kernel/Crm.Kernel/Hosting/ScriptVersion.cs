using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Crm.Kernel.Hosting;

/// <summary>
/// One version for the scripts of all modules and what they read, told in the address before the module's name (<c>/-4f2a…/Crm.X/x.js</c>). What a script imports by a relative address bears it too, so that a browser keeps
/// all of them for good and asks for none at the next page; another version is another address for all.
/// </summary>
internal sealed class ScriptVersion(ModuleFiles modules, IWebHostEnvironment environment)
{
    private readonly Lazy<string> _once = new(() => Read(modules));

    /// <summary>Hexadecimal digits. While the scripts are worked on it is read anew each time.</summary>
    public string Current => environment.IsDevelopment() ? Read(modules) : _once.Value;

    private static string Read(ModuleFiles modules)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var module in modules.Folders.OrderBy(module => module.Module, StringComparer.Ordinal))
        {
            Add(hash, module.Files, module.Folder);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private static void Add(IncrementalHash hash, IFileProvider files, string folder)
    {
        foreach (var file in files.GetDirectoryContents(folder).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var path = $"{folder}/{file.Name}";
            if (file.IsDirectory)
            {
                Add(hash, files, path);
            }
            else if (Path.GetExtension(file.Name) is ".js" or ".svg" or ".json")
            {
                using var content = file.CreateReadStream();
                hash.AppendData(Encoding.UTF8.GetBytes(path));
                hash.AppendData(SHA256.HashData(content));
            }
        }
    }
}
