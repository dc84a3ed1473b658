using Microsoft.AspNetCore.Http;

namespace Crm.Kernel.Hosting;

/// <summary>Files of the moment: what is too large for memory and is gone when it is closed.</summary>
public static class PassingFile
{
    /// <summary>An empty file to write and read; deleted when it is closed.</summary>
    public static FileStream Create()
        => new(Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });

    /// <summary>One that an answer is written into whole before the first byte is sent, so that nobody gets half of it; gone when the answer has been sent.</summary>
    public static FileStream Of(HttpContext context)
    {
        var file = Create();
        context.Response.RegisterForDisposeAsync(file);
        return file;
    }
}
