using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Api", Name = "API", Description = "Content over HTTP, for programs: read, list, write, import.", Category = "Platform", Author = "Crm", Version = "0.1.0", Dependencies = ["Crm.Users"])]
