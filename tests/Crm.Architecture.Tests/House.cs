using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Crm.Architecture.Tests;

/// <summary>One assembly of ours as the walls see it, read from its metadata without loading it.</summary>
internal sealed record Room(
    string Name, string Kind, IReadOnlyList<string> References, IReadOnlyList<string> NamedInManifest, IReadOnlyList<TypeShape> Types);

/// <summary>A type as the rules see it.</summary>
internal sealed record TypeShape(string FullName, bool IsInterface, bool IsPublic, IReadOnlyList<string> Implements)
{
    public string Name => FullName[(FullName.LastIndexOf('.') + 1)..];
}

/// <summary>The whole solution: its folder, its assemblies, its source files.</summary>
internal static class House
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<Room> Rooms { get; } = ReadRooms();

    public static IEnumerable<string> SourceFiles(string folder, params string[] extensions)
        => Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(file => extensions.Contains(Path.GetExtension(file)))
            .Where(file => !InBuildFolder(Path.GetRelativePath(Root, file)));

    private static bool InBuildFolder(string path)
        => path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" or "lib");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Crm.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the solution's folder.");
        }

        return folder;
    }

    private static List<Room> ReadRooms()
    {
        var kinds = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), KindOf);
        return kinds.Select(room => Read(room.Key, room.Value, kinds.Keys)).OrderBy(room => room.Name, StringComparer.Ordinal).ToList();
    }

    private static string KindOf(string project)
        => Path.GetRelativePath(Path.Combine(Root, "src"), project).Split(Path.DirectorySeparatorChar)[0];

    private static Room Read(string name, string kind, ICollection<string> ours)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        var references = metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(ours.Contains).ToList();
        return new Room(name, kind, references, ManifestDependencies(name), Types(metadata));
    }

    /// <summary>Feature ids named as dependencies in the module's Manifest.cs.</summary>
    private static List<string> ManifestDependencies(string name)
        => AppDomain.CurrentDomain.GetAssemblies().Append(System.Reflection.Assembly.Load(name)).First(a => a.GetName().Name == name)
            .GetCustomAttributes(typeof(Crm.Kernel.Modules.Manifest.FeatureAttribute), inherit: true)
            .Cast<Crm.Kernel.Modules.Manifest.FeatureAttribute>().SelectMany(feature => feature.Dependencies).Distinct().ToList();

    private static List<TypeShape> Types(MetadataReader metadata)
        => metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => !metadata.GetString(type.Name).Contains('<'))
            .Select(type => new TypeShape(
                FullName(metadata, type),
                type.Attributes.HasFlag(System.Reflection.TypeAttributes.Interface),
                type.Attributes.HasFlag(System.Reflection.TypeAttributes.Public),
                type.GetInterfaceImplementations().Select(handle => NameOf(metadata, metadata.GetInterfaceImplementation(handle).Interface)).ToList()))
            .ToList();

    private static string FullName(MetadataReader metadata, TypeDefinition type)
        => Join(metadata.GetString(type.Namespace), metadata.GetString(type.Name));

    private static string NameOf(MetadataReader metadata, EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => FullName(metadata, metadata.GetTypeDefinition((TypeDefinitionHandle)handle)),
        HandleKind.TypeReference => NameOf(metadata, metadata.GetTypeReference((TypeReferenceHandle)handle)),
        HandleKind.TypeSpecification => GenericName(metadata, (TypeSpecificationHandle)handle),
        _ => "",
    };

    private static string NameOf(MetadataReader metadata, TypeReference type)
        => Join(metadata.GetString(type.Namespace), metadata.GetString(type.Name));

    private static string GenericName(MetadataReader metadata, TypeSpecificationHandle handle)
    {
        var blob = metadata.GetBlobReader(metadata.GetTypeSpecification(handle).Signature);
        blob.ReadByte(); // GENERICINST
        blob.ReadByte(); // CLASS or VALUETYPE
        return NameOf(metadata, blob.ReadTypeHandle());
    }

    private static string Join(string space, string name) => space.Length == 0 ? name : space + "." + name;
}
