using System.Collections.Concurrent;

namespace Crm.Kernel.Data.Sessions;

/// <summary>Names under which classes are stored: the plain name for the kernel's own, the full name for a module's.</summary>
internal static class DocumentTypes
{
    private static readonly ConcurrentDictionary<Type, string> _names = new();
    private static readonly ConcurrentDictionary<string, Type> _types = new();

    public static string NameOf(Type type) => _names.GetOrAdd(type, static type =>
        type.Assembly == typeof(DocumentTypes).Assembly ? type.Name : type.FullName!);

    /// <summary>The class of that name.</summary>
    /// <exception cref="InvalidOperationException">No loaded module has it.</exception>
    public static Type Find(string name) => _types.GetOrAdd(name, static name =>
        AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic).Select(assembly => assembly.GetType(name)).FirstOrDefault(type => type is not null)
        ?? typeof(DocumentTypes).Assembly.GetTypes().FirstOrDefault(type => type.Name == name && !type.IsNested)
        ?? throw new InvalidOperationException($"No module that is loaded has the class {name} of a stored document."));
}
