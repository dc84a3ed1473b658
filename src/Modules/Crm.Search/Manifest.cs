using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Search", Name = "Search", Category = "Platform", Author = "Crm", Version = "0.1.0")]
